/** The branch that a full ref names; undefined for tags and all else. */
export function branchOf(ref: string | null | undefined): string | undefined {
  return /^refs\/heads\/(.+)$/s.exec(ref ?? '')?.[1];
}
