/** The mark: a line that steps down, beside the reference it left. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="7" fill="#1d4ed8" />
      <path
        d="M5 11h9l9 11h4"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M18 11h9"
        fill="none"
        stroke="#fff"
        strokeOpacity=".6"
        strokeWidth="3"
        strokeLinecap="round"
        strokeDasharray="1 5.5"
      />
    </svg>
  );
}
