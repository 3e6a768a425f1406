/** JSON pointer (RFC 6901) of a member of `parent`. */
export function jsonPointer(parent: string, member: string): string {
  return `${parent}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
