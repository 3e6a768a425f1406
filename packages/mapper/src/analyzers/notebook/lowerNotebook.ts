import type { Facts } from '../../facts/facts.js';
import type { Statement } from '../../facts/program.js';
import type { Notebook } from './cell.js';
import { cellLanguage } from './cellLanguage.js';
import { type CellLowering, lowerCell } from './lowerCell.js';

/** Finds the 1-based line of an offset. */
export function lineFinder(text: string): (offset: number) => number {
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

/** The cells of a notebook, one after another, as one program. `text` is that of the file. */
export function lowerNotebook(notebook: Notebook, text: string): Facts {
  const lowering: CellLowering = { calls: new Set(), problems: [], lineAt: lineFinder(text) };
  const body = notebook.cells.flatMap((cell): Statement[] => lowerCell(cellLanguage(cell), lowering));
  const { calls, problems } = lowering;
  if (notebook.brokenAt !== undefined) problems.push(`line ${lowering.lineAt(notebook.brokenAt)}: not JSON`);
  const facts: Facts = { program: { language: 'python', body, calls: [...calls] }, activity: 'notebook' };
  return problems.length > 0 ? { ...facts, problems } : facts;
}
