/** The area of a person who works in one only: she is not asked for it. */
import { useStatus } from '../shared/status';

/** Its key; empty where there are several. */
export function useOnlyArea(): string {
  const areas = useStatus().person?.areas ?? [];
  return areas.length === 1 ? (areas[0]?.key ?? '') : '';
}
