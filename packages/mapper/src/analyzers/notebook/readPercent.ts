import type { Notebook } from './cell.js';
import { PlacedText } from './placedText.js';

const HEADER = /^# ---\n(?:#.*\n)*?#\s+jupytext:/;
/** Jupytext comments magics out, so that the script runs as Python. */
const COMMENTED = /^# (?=[%!]\w|%%\w)/;
const CELL = /^# (%%|\+)(\s|$)/;
const PROSE = /^# %% \[(markdown|md|raw)\]/;

/** Whether a script is the text form of a notebook that Jupytext keeps. */
export function isJupytext(text: string): boolean {
  return HEADER.test(text.replaceAll('\r', ''));
}

/** Splits a script of Jupytext into the notebook's cells. */
export function readPercent(text: string, language: string): Notebook {
  const notebook: Notebook = { cells: [], language };
  let source = new PlacedText();
  let prose = false;
  let magic = false;
  const close = (): void => {
    if (source.text.trim() !== '')
      notebook.cells.push({ language: prose ? 'text' : language, source, parameters: false });
    source = new PlacedText();
  };
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (CELL.test(line)) {
      close();
      prose = PROSE.test(line);
      magic = false;
    } else {
      const cut: number = COMMENTED.test(line) || (magic && line.startsWith('# ')) ? 2 : 0;
      magic ||= cut > 0 && line.startsWith('%%', cut);
      source.add(line.slice(cut), at + cut);
    }
    at += line.length;
  }
  close();
  return notebook;
}
