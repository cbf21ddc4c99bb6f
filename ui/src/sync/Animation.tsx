/** Pages travelling from this device to the service. It says nothing the words do not say, and stands still for those who ask for that. */
export function Animation() {
  return (
    <svg className="db-animation" viewBox="0 0 320 96" aria-hidden="true" focusable="false">
      <path className="db-animation__line" d="M92 48H228" />
      <g className="db-animation__pages">
        {[0, 1, 2].map((page) => (
          <g key={page} className={`db-animation__page db-animation__page--${page}`}>
            <rect x="0" y="36" width="18" height="24" rx="2" />
            <path d="M4 43h10M4 48h10M4 53h6" />
          </g>
        ))}
      </g>
      <g className="db-animation__device">
        <rect x="18" y="20" width="66" height="46" rx="5" />
        <path d="M8 76h86" />
      </g>
      <g className="db-animation__service">
        <path d="M252 70a17 17 0 0 1-2-34 22 22 0 0 1 42-4 19.500 19.500 0 0 1 3 38z" />
        <path className="db-animation__tick" d="M259 52l8 8 15-16" />
      </g>
    </svg>
  );
}
