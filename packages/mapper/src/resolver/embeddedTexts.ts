/** Texts in one language that stand in the code of another: queries, shell commands. */
export class EmbeddedTexts {
  private readonly texts = new Map<string, { analyzer: string; text: string }>();

  add(analyzer: string, text: string): void {
    this.texts.set(embeddedKey(analyzer, text), { analyzer, text });
  }

  get size(): number {
    return this.texts.size;
  }

  [Symbol.iterator](): IterableIterator<[key: string, { analyzer: string; text: string }]> {
    return this.texts.entries();
  }
}

export function embeddedKey(analyzer: string, text: string): string {
  return `${analyzer}|${text}`;
}
