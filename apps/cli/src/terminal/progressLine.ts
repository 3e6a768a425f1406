/** One line on the terminal that is written over; where there is no terminal, a line at every tenth of the way. */
export class ProgressLine {
  #lastTenth = -1;
  readonly #stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  /** @param share of the work that is done, 0 to 1 */
  show(share: number, text: string): void {
    if (this.#stream.isTTY) {
      this.#stream.write(`\r\u001b[2K${bar(share)} ${text}`);
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth === this.#lastTenth) return;
    this.#lastTenth = tenth;
    this.#stream.write(`${bar(share)} ${text}\n`);
  }

  /** Writes a line that stays, above the progress. */
  say(text: string): void {
    this.#stream.write(this.#stream.isTTY ? `\r\u001b[2K${text}\n` : `${text}\n`);
  }

  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[2K');
  }
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * 20);
  return `[${'#'.repeat(full)}${'.'.repeat(20 - full)}] ${String(Math.round(share * 100)).padStart(3)} %`;
}
