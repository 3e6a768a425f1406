import { refNotFound } from './refNotFound.js';

/** No control characters, and nothing that git could take for an option. */
const SAFE = /^[^-\p{Cc}][^\p{Cc}]*$/u;
const MAXIMUM = 1000;

/** @throws CodedError `ref_not_found` for a ref that cannot be one */
export function checkRef(ref: string): void {
  if (ref.length <= MAXIMUM && SAFE.test(ref)) return;
  throw refNotFound(ref);
}
