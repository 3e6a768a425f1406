/** With fewer rows a window's column is not judged. */
export const SAMPLE_ROWS = 50;
