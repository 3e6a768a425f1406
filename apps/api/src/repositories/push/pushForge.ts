import type { IncomingHttpHeaders } from 'node:http';

/** A push as it came in. */
export interface PushRequest {
  headers: IncomingHttpHeaders;
  /** The body byte by byte, as it was signed. */
  raw: Buffer;
  /** The same, parsed. */
  body: unknown;
}

/** What a push says that it moved. */
export interface Push {
  branches: { name: string; commit: string }[];
  /** The default branch of the repository, without `refs/heads/`, where the forge says it. */
  defaultBranch: string | undefined;
}

/** How one kind of Git server tells of pushes. Everything in a request is hostile until it is verified. */
export interface PushForge {
  readonly name: string;
  /** Whether a request looks like one of this forge. */
  recognises(headers: IncomingHttpHeaders): boolean;
  /** Whether it was sent by somebody who knows the secret; takes the same time for every wrong one. */
  verifies(request: PushRequest, secret: string): boolean;
  /** Id of the delivery, which is the same when the forge sends it again; undefined when it has none. */
  delivery(request: PushRequest): string | undefined;
  /** What was pushed; undefined when the request tells of something else, such as a test of the hook. */
  read(request: PushRequest): Push | undefined;
}
