import { plural } from '../../shared/numbers/formatNumber.js';

export interface InboxCountProps {
  shown: number;
  all: number;
  complete: boolean;
}

/** How many rows, and how many are not shown; announced when it changes. */
export function InboxCount({ shown, all, complete }: InboxCountProps) {
  return (
    <span role="status">
      {plural(shown, 'incident')}
      {all > shown && `, ${all - shown} hidden by filters`}
      {!complete && '; older ones exist that are not listed'}
    </span>
  );
}
