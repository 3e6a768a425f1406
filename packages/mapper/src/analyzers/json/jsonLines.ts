import { type JsonNode, parseJson } from './parseJson.js';

/** Says on which lines the parts of a JSON text stand. Positions are read only when somebody asks. */
export class JsonLines {
  private parsed: JsonNode | undefined;
  private starts: number[] | undefined;

  constructor(private readonly text: string) {}

  /** 1-based line of an offset into the text. */
  lineAt(offset: number): number {
    this.starts ??= [...this.text.matchAll(/\n/g)].map((match) => match.index + 1);
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }

  /** First line of the member or item that the keys lead to, its name included; of the nearest known part around it. */
  lineOf(...keys: readonly (string | number)[]): number {
    return this.lineAt(this.node(keys).start);
  }

  /** Last line of the same part. */
  endLineOf(...keys: readonly (string | number)[]): number {
    return this.lineAt(Math.max(0, this.node(keys).end - 1));
  }

  private node(keys: readonly (string | number)[]): JsonNode {
    this.parsed ??= parseJson(this.text).root;
    let node = this.parsed;
    for (const key of keys) {
      const next = typeof key === 'number' ? node.items?.[key] : node.members?.get(key);
      if (!next) break;
      node = next;
    }
    return node;
  }
}
