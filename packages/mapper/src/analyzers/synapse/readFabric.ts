import type { ConfigValue } from '../../facts/configValue.js';
import type { Cell, Notebook } from '../notebook/cell.js';
import { PlacedText } from '../notebook/placedText.js';

/** A notebook of Fabric with the settings that its comments hold. */
export interface FabricNotebook {
  notebook: Notebook;
  settings: ConfigValue;
}

const SEPARATOR = /^(#|--|\/\/) (PARAMETERS CELL|CELL|MARKDOWN|METADATA) \*{5,}/;
const MAGIC = /^(#|--|\/\/) MAGIC ?/;
const META = /^(?:#|--|\/\/) META ?/;

function parsed(text: string): ConfigValue {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Splits `notebook-content.py` into its cells. The first block of settings is that of the notebook. */
export function readFabric(text: string, language: string): FabricNotebook {
  const cells: Cell[] = [];
  let kind = 'HEADER';
  let source = new PlacedText();
  let settings: string | undefined;
  let meta = '';
  const close = (): void => {
    const isCode = kind === 'CELL' || kind === 'PARAMETERS CELL';
    if (isCode && source.text.trim() !== '') cells.push({ language, source, parameters: kind !== 'CELL' });
    if (kind === 'METADATA') settings ??= meta;
    source = new PlacedText();
    meta = '';
  };
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const separator = SEPARATOR.exec(line);
    if (separator) {
      close();
      kind = separator[2] ?? kind;
    } else if (META.test(line)) meta += line.replace(META, '');
    else {
      const cut = MAGIC.exec(line)?.[0].length ?? 0;
      source.add(line.slice(cut), at + cut);
    }
    at += line.length;
  }
  close();
  return { notebook: { cells, language }, settings: parsed(settings ?? '') };
}
