const URL_OR_SSH = /^([a-z][a-z0-9+.-]*:\/\/|[\w.-]+@[\w.-]+:)/i;

/** Whether a repository is given by an address rather than a path. */
export function isAddress(path: string): boolean {
  return URL_OR_SSH.test(path);
}
