/** The product's mark: a voice as five bars. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 20 20" className="shrink-0">
      <rect width="20" height="20" rx="5" className="fill-accent-fill" />
      <g className="fill-accent-ink">
        <rect x="3.6" y="8" width="1.6" height="4" rx=".8" />
        <rect x="6.4" y="6" width="1.6" height="8" rx=".8" />
        <rect x="9.2" y="3.8" width="1.6" height="12.4" rx=".8" />
        <rect x="12" y="6.6" width="1.6" height="6.8" rx=".8" />
        <rect x="14.8" y="8.4" width="1.6" height="3.2" rx=".8" />
      </g>
    </svg>
  )
}
