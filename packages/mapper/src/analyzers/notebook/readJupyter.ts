import type { Cell, Notebook } from './cell.js';
import { JsonScanner, JsonStop } from './jsonScanner.js';
import { PlacedText } from './placedText.js';

interface Draft {
  type: string;
  source: PlacedText;
  parameters: boolean;
}

/** A source is one string or a list of strings that stand one after another. */
function readSource(scanner: JsonScanner): PlacedText {
  const source = new PlacedText();
  const add = (): void => {
    if (scanner.peek() !== '"') scanner.skip();
    else {
      const { value, start, raw } = scanner.string();
      source.add(value, start, raw);
    }
  };
  if (scanner.peek() === '[') scanner.list(add);
  else add();
  return source;
}

function readCell(scanner: JsonScanner): Draft {
  const draft: Draft = { type: 'code', source: new PlacedText(), parameters: false };
  scanner.object((key) => {
    if (key === 'source' || key === 'input' || key === 'text') draft.source = readSource(scanner);
    else if (key === 'cell_type' && scanner.peek() === '"') draft.type = scanner.string().value;
    else if (key === 'metadata') draft.parameters = /"tags"\s*:\s*\[[^\]]*"parameters"/.test(scanner.skip());
    else scanner.skip();
  });
  return draft;
}

/** The language that the kernel's description names. */
function languageOf(metadata: string): string | undefined {
  const info = /"language_info"\s*:\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*?"name"\s*:\s*"(\w+)"/.exec(metadata)?.[1];
  return (info ?? /"language"\s*:\s*"(\w+)"/.exec(metadata)?.[1])?.toLowerCase();
}

function toCell({ type, source, parameters }: Draft, language: string): Cell {
  return { language: type === 'code' ? language : 'text', source, parameters };
}

/** Reads a notebook of Jupyter (format 3 and 4) or Zeppelin; what stands before broken JSON is kept. */
export function readJupyter(text: string): Notebook {
  const drafts: Draft[] = [];
  let language: string | undefined;
  const scanner = new JsonScanner(text);
  const cells = (): void => scanner.list(() => drafts.push(readCell(scanner)));
  const sheet = (): void =>
    scanner.object((key) => {
      if (key === 'cells') cells();
      else scanner.skip();
    });
  const finish = (brokenAt?: number): Notebook => {
    const spoken = language ?? 'python';
    const notebook = { cells: drafts.map((draft) => toCell(draft, spoken)), language: spoken };
    return brokenAt === undefined ? notebook : { ...notebook, brokenAt };
  };
  try {
    scanner.object((key) => {
      if ((key === 'cells' || key === 'paragraphs') && scanner.peek() === '[') cells();
      else if (key === 'worksheets' && scanner.peek() === '[') scanner.list(sheet);
      else if (key === 'metadata') language = languageOf(scanner.skip());
      else scanner.skip();
    });
    return finish();
  } catch (error) {
    if (!(error instanceof JsonStop)) throw error;
    return finish(error.offset);
  }
}
