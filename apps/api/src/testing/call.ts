export interface Reply {
  status: number;
  headers: Headers;
  /** Parsed where the answer is JSON, else its text. */
  body: unknown;
}

export interface CallOptions {
  /** Another API key, or none (null). */
  key?: string | null;
  /** Sent as JSON unless it is a text. */
  body?: unknown;
  headers?: Record<string, string>;
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Reply>;

/** Sends requests to a server, with `key` unless told otherwise. */
export function callTo(url: string, key: string): Call {
  return async (method, path, options = {}) => {
    const { body, headers = {} } = options;
    const bearer = options.key === undefined ? key : options.key;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as unknown) : text,
    };
  };
}
