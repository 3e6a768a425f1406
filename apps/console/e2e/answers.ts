export interface Answer {
  status: number;
  body: unknown;
  cookie?: string;
}

/** A problem+json answer. */
export function problem(status: number, code: string, detail: string, action: string): Answer {
  return {
    status,
    body: {
      type: `/docs/reference/errors#${code}`,
      title: code.replaceAll('_', ' '),
      status,
      code,
      detail,
      action,
    },
  };
}

/** A list answer with everything on its one page. */
export function page(items: readonly unknown[]): Answer {
  return { status: 200, body: { items, nextCursor: null } };
}

export function ok(body: unknown, status = 200): Answer {
  return { status, body };
}
