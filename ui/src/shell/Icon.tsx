/** Daybook's own small pictures. They stand beside words and never instead of them. */
const PATHS = {
  book: 'M3 5c3-1.300 6-.7 9 1.300 3-2 6-2.600 9-1.300v14c-3-1.300-6-.7-9 1.300-3-2-6-2.600-9-1.300zM12 6.300v14M15 12.500l1.600 1.600 2.900-3.200',
  today: 'M4 11l8-7 8 7v9h-5.500v-5.500h-5V20H4z',
  more: 'M4.500 12h1M11.500 12h1M18.500 12h1',
  sessions: 'M4 5h16v15H4zM4 9.500h16M8 3v4M16 3v4',
  forms: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h5',
  people:
    'M8.500 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c0-3.500 2.500-5.500 5.500-5.500s5.500 2 5.500 5.500M16 11a2.500 2.500 0 1 0 0-5M16.500 13.700c2.600.3 4.500 2.200 4.500 5.300',
  unsent: 'M12 20V9M7 13.500l5-5 5 5M5 4h14',
  map: 'M9 4L4 6v14l5-2 6 2 5-2V4l-5 2zM9 4v14M15 6v14',
  dashboards: 'M4 20v-8h4v8M10 20V5h4v15M16 20v-5h4v5M3 20h18',
  history: 'M12 7v5l3.500 2.500M4 12a8 8 0 1 0 2.500-5.800M4 4v4h4',
  phone: 'M6 3h3l2 5-2.500 1.500a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  help: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.500 9.500a2.600 2.600 0 1 1 3.600 2.400c-.8.400-1.100.9-1.100 1.700M12 17v.01',
  settings:
    'M4 7h9M19 7h1M4 17h1M11 17h9M16 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM8 19.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  online: 'M5 12.500l4.500 4.500L19 7.500',
  offline: 'M4 4l16 16M8 16a5 5 0 0 1 6-1.500M5 12.500a9 9 0 0 1 4.500-2.400M14 9.800a9 9 0 0 1 5 2.700M12 19v.01',
  trouble: 'M12 4l9 16H3zM12 10v4.500M12 17.200v.01',
  sync: 'M5 9a7.500 7.500 0 0 1 13-2l1.500 2M19.500 4v5h-5M19 15a7.500 7.500 0 0 1-13 2l-1.500-2M4.500 20v-5h5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`db-icon db-icon--${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
