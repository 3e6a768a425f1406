/** A module as its imports are compared: built-in ones with or without their scheme are the same. */
export function moduleName(written: string): string {
  return written.replace(/^node:/, '');
}

/** Whether an import names a file of the repository rather than a package. */
export function isOwnModule(written: string): boolean {
  return /^(\.{1,2}(\/|$)|[@~#$]\/|\/)/.test(written);
}
