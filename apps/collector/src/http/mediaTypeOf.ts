import { CodedError } from '@driftline/contracts';

/**
 * The bare media type of a Content-Type header; empty when there is none.
 *
 * @throws CodedError 415 for a type that is not among `accepted`
 */
export function mediaTypeOf(contentType: string | undefined, accepted: readonly string[]): string {
  const type = (contentType ?? '').split(';', 1).join('').trim().toLowerCase();
  if (type === '' || accepted.includes(type)) return type;
  throw new CodedError({
    code: 'content_type_unsupported',
    status: 415,
    message: `content type ${type.slice(0, 100)} is not supported`,
    where: 'Content-Type',
    action: `Send one of: ${accepted.join(', ')}.`,
  });
}
