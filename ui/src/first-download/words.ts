/** What a part of the first download is called: its kind in the person's language, and the name of an area, a team or a school as it is. */
import type { ScopeProgress } from '../backend/generated/ScopeProgress';
import { useTexts } from '../texts';

/** Schools that are none: the service's own words for them are English. */
const NO_SCHOOL: Record<string, 'unknown_school' | 'home_educated'> = { '888888': 'unknown_school', '999999': 'home_educated' };

export function usePartName(): (part: Pick<ScopeProgress, 'scope' | 'unit' | 'name'>) => string {
  const t = useTexts('firstDownload');
  const units = useTexts('units');
  return ({ scope, unit, name }) => {
    const [kind = '', key = ''] = scope.split(':');
    switch (kind) {
      case 'reference':
        return t('part.reference');
      case 'contacts':
        return units(`unit.${unit}`);
      case 'forms':
      case 'messages':
      case 'dashboards':
        return t('part.of', { what: units(`unit.${unit}`), name });
      case 'school': {
        const none = NO_SCHOOL[key];
        return none ? t(`part.${none}`) : name;
      }
      default:
        return name;
    }
  };
}
