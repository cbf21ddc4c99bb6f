/** The parts of a sync in the order in which they are shown. */
import type { Unit } from '../backend/generated/Unit';

export const UNITS: Unit[] = ['records', 'people', 'forms', 'translations', 'dashboards', 'contacts', 'map', 'routes', 'ids', 'analytics'];

/** What is recorded in the field: it is sent, too. */
export const RECORDED = new Set<Unit>(['records', 'people']);

/** What a day's work cannot do without. */
export const ESSENTIAL: Unit[] = ['records', 'people', 'forms', 'ids'];
