import { EmptyState } from '../../shared/ui/emptyState.js';
import { LinkButton } from '../../shared/ui/linkButton.js';

export function NotFoundPage() {
  return (
    <EmptyState
      centred
      title="There is no page at this address"
      actions={<LinkButton to="/">Go to the inbox</LinkButton>}
    >
      The link may be mistyped, or from another version of Driftline.
    </EmptyState>
  );
}
