import { Skeleton, VisuallyHidden } from '@mantine/core';

/** Skeleton rows of about the height of what comes. */
export function LoadingLines({
  what,
  lines = 4,
  height = 20,
}: {
  what: string;
  lines?: number;
  height?: number;
}) {
  return (
    <div role="status" style={{ display: 'grid', gap: 12, padding: 16 }}>
      <VisuallyHidden>Loading {what}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => `line ${line}`).map((key, line) => (
        <Skeleton key={key} height={height} width={`${96 - (line % 3) * 14}%`} radius={4} />
      ))}
    </div>
  );
}
