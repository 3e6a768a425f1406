import type { Facts } from '../../facts/facts.js';
import type { Statement } from '../../facts/program.js';
import type { Cell, Notebook } from './cell.js';
import { cellLanguage } from './cellLanguage.js';
import { type CellLowering, type LowerOther, lowerCell } from './lowerCell.js';

/** Finds the 1-based line of an offset. */
function lineFinder(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/g)].map((match) => match.index);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** The language that a cell's statements are in: all but other languages end up as Python. */
function languageOf({ language }: Cell, others: CellLowering['others']): string {
  return Object.hasOwn(others, language) ? language : 'python';
}

/**
 * The cells of a notebook, one after another, as one program: `text` is that of the file, `others` lowers languages beside
 * Python and SQL. The variables of a notebook are shared by its languages.
 */
export function lowerNotebook(
  notebook: Notebook,
  text: string,
  others: Readonly<Record<string, LowerOther>> = {},
): Facts {
  const lowering: CellLowering = { calls: new Set(), problems: [], lineAt: lineFinder(text), others };
  const main = Object.hasOwn(others, notebook.language) ? notebook.language : 'python';
  const body = notebook.cells.flatMap((written): Statement[] => {
    const cell = cellLanguage(written);
    const lowered = lowerCell(cell, lowering);
    const language = languageOf(cell, others);
    return language === main || lowered.length === 0 ? lowered : [{ kind: 'code', language, body: lowered }];
  });
  const { calls, problems } = lowering;
  if (notebook.brokenAt !== undefined) problems.push(`line ${lowering.lineAt(notebook.brokenAt)}: not JSON`);
  const facts: Facts = { program: { language: main, body, calls: [...calls] }, activity: 'notebook' };
  return problems.length > 0 ? { ...facts, problems } : facts;
}
