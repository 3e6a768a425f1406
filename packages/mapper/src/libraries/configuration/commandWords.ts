/** The value that follows an option on a command line, or stands in it after `=`. */
export function wordAfter(
  words: readonly string[] | undefined,
  names: readonly string[],
): string | undefined {
  for (const [index, word] of (words ?? []).entries()) {
    const [key, ...value] = word.split('=');
    if (key !== undefined && names.includes(key))
      return value.length > 0 ? value.join('=') : words?.[index + 1];
  }
  return undefined;
}

/** Words that are neither options nor the values of options. */
export function positionalWords(words: readonly string[]): string[] {
  return words.filter((word, index) => !word.startsWith('-') && !/^--?\w[^=]*$/.test(words[index - 1] ?? ''));
}
