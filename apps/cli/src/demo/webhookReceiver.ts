import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebhookPayload, webhookPayloadSchema } from '@driftline/contracts';
import { Webhook } from 'standardwebhooks';

/** What on-call would run: takes alerts over HTTP and believes only those whose signature holds. */
export class WebhookReceiver {
  readonly #server: Server;
  readonly #onAlert: (alert: WebhookPayload) => void;
  #secret: string | undefined;
  readonly #seen = new Set<string>();
  /** Alerts taken, repeats not counted. */
  received = 0;

  private constructor(onAlert: (alert: WebhookPayload) => void) {
    this.#onAlert = onAlert;
    this.#server = createServer((request, response) => {
      this.#take(request).then(
        () => response.writeHead(204).end(),
        () => response.writeHead(400).end(),
      );
    });
  }

  static async start(onAlert: (alert: WebhookPayload) => void): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(onAlert);
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/alerts`;
  }

  /** The secret that Driftline gave when the endpoint was registered. */
  trust(secret: string): void {
    this.#secret = secret;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const alert = webhookPayloadSchema.parse(new Webhook(this.#secret ?? '').verify(body, headers));
    const id = headers['webhook-id'] ?? '';
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.received += 1;
    this.#onAlert(alert);
  }
}
