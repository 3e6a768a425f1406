/** A line with those that continue it. */
export interface LogicalLine {
  text: string;
  /** 1-based. */
  line: number;
  endLine: number;
}

/** Lines of a text; a backslash at the end continues a line on the next, and stays in the text with its newline. */
export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let open: LogicalLine | undefined;
  for (const [index, each] of text.split(/\r?\n/).entries()) {
    if (open) {
      open.text += `\n${each}`;
      open.endLine = index + 1;
    } else {
      open = { text: each, line: index + 1, endLine: index + 1 };
      lines.push(open);
    }
    if (!/\\[ \t]*$/.test(each)) open = undefined;
  }
  return lines;
}
