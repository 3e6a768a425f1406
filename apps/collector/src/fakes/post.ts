import { request } from 'node:http';

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
}

export interface PostOptions {
  headers?: Record<string, string>;
  body: string | Uint8Array;
  /** Send no Content-Length. */
  chunked?: boolean;
}

/** POSTs a body with the key `sender`, unless the headers say otherwise. */
export function post(url: string, { headers = {}, body, chunked = false }: PostOptions): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const length = chunked ? {} : { 'content-length': String(bytes.length) };
    const all = {
      authorization: 'Bearer sender',
      'content-type': 'application/x-ndjson',
      ...length,
      ...headers,
    };
    const sending = request(url, { method: 'POST', headers: all, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) });
      });
    });
    sending.on('error', reject);
    sending.end(bytes);
  });
}
