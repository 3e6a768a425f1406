/** Whether the texts hold every word of the query, whatever its case. */
export function holdsWords(query: string, ...texts: readonly string[]): boolean {
  const whole = texts.join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}
