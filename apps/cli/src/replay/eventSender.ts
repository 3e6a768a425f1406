import { CodedError, type IngestAnswer } from '@driftline/contracts';

/** Sends recorded events to the collector as they were written. */
export class EventSender {
  readonly #url: string;
  readonly #key: string;
  accepted = { predictions: 0, labels: 0 };
  rejected = 0;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** One NDJSON body. @throws CodedError when the collector takes nothing of it for a reason that is not the items' */
  async send(kind: 'predictions' | 'labels', body: Buffer): Promise<void> {
    const response = await fetch(`${this.#url}/v1/${kind}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/x-ndjson' },
      body: new Uint8Array(body),
    });
    const answer = (await response.json()) as Partial<IngestAnswer> & { detail?: string };
    if (answer.accepted === undefined) throw refused(kind, response.status, answer.detail);
    this.accepted[kind] += answer.accepted;
    this.rejected += answer.rejected ?? 0;
  }

  /** OpenLineage events as one array. */
  async sendLineage(events: readonly unknown[]): Promise<void> {
    const response = await fetch(`${this.#url}/v1/lineage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    if (!response.ok) throw refused('lineage', response.status, await response.text());
  }
}

function refused(kind: string, status: number, detail: string | undefined): CodedError {
  return new CodedError({
    code: 'replay_refused',
    status: 502,
    message: `The collector refused a batch of ${kind} with ${status}: ${detail ?? 'no reason given'}`,
  });
}
