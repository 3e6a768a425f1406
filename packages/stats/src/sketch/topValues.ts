/** The most frequent strings, by falling count and then by name, and how many rows hold any other. */
export interface TopValues {
  top: [value: string, count: number][];
  other: number;
}
