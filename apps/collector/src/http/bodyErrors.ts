import { CodedError } from '@driftline/contracts';

/** What can be wrong with a body before anybody looks into it. */
export const bodyErrors = {
  tooLarge: (limit: number) =>
    new CodedError({
      code: 'body_too_large',
      status: 413,
      message: `the body has more than ${limit} bytes`,
      action: 'Send smaller batches.',
    }),
  brokenCoding: (cause: Error) =>
    new CodedError(
      {
        code: 'content_encoding_broken',
        status: 400,
        message: 'the body cannot be decompressed',
        where: 'Content-Encoding',
        action: 'Send what the Content-Encoding header says, complete.',
      },
      { cause },
    ),
  tooSlow: (limitMs: number) =>
    new CodedError({
      code: 'body_too_slow',
      status: 408,
      message: `the body did not arrive within ${limitMs / 1000} seconds`,
      action: 'Send smaller batches, or send them faster.',
    }),
  senderGone: () =>
    new CodedError({
      code: 'body_incomplete',
      status: 400,
      message: 'the sender went away in the middle of the body',
      action: 'Send the batch again.',
    }),
};
