/** Where something stands in its file: 1-based lines, and UTF-16 offsets into the text. */
export type Position = readonly [line: number, endLine: number, start: number, end: number];
