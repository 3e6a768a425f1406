import { CodedError } from '@driftline/contracts';

/** The demo's own calls to the API, as a person with an API key would make them. */
export class ApiClient {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  async get<Answer>(path: string): Promise<Answer> {
    return await this.#call<Answer>('GET', path);
  }

  async post<Answer>(path: string, body: object): Promise<Answer> {
    return await this.#call<Answer>('POST', path, body);
  }

  async #call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return (await response.json()) as Answer;
    throw new CodedError({
      code: 'api_refused',
      status: response.status,
      message: `${method} ${path} answered ${response.status}: ${await response.text()}`,
    });
  }
}
