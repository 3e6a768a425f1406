import type { Cell, Notebook } from './cell.js';
import { PlacedText } from './placedText.js';

const HEADER = /^\s*(#|--|\/\/) Databricks notebook source\b/;
const SEPARATOR = /^(#|--|\/\/) COMMAND -{5,}/;

/** Whether a source file is an exported Databricks notebook: its first line says so. */
export function isDatabricksExport(text: string): boolean {
  return HEADER.test(text);
}

/** Removes `# MAGIC ` from the lines of a cell that is written in another language. */
function withoutMagic(cell: PlacedText, comment: string): PlacedText {
  const marker = `${comment} MAGIC`;
  if (!cell.text.includes(marker)) return cell;
  const plain = new PlacedText();
  let at = 0;
  for (const line of cell.text.split(/(?<=\n)/)) {
    const magic = line.startsWith(marker);
    const cut = magic ? marker.length + (line[marker.length] === ' ' ? 1 : 0) : 0;
    const text = line.slice(cut);
    plain.add(text, cell.originOf(at + cut));
    at += line.length;
  }
  return plain;
}

/** Splits an exported notebook into its cells. `language` is that of the file. */
export function readDatabricks(text: string, language: string): Notebook {
  const comment = HEADER.exec(text)?.[1] ?? '#';
  const whole = new PlacedText();
  whole.add(text, 0);
  const cells: Cell[] = [];
  let [start, at] = [0, 0];
  const close = (end: number): void => {
    const source = withoutMagic(whole.slice(start, end), comment);
    if (source.text.trim() !== '') cells.push({ language, source, parameters: false });
  };
  for (const line of text.split(/(?<=\n)/)) {
    if (SEPARATOR.test(line) || (at === 0 && HEADER.test(line))) {
      close(at);
      start = at + line.length;
    }
    at += line.length;
  }
  close(text.length);
  return { cells, language };
}
