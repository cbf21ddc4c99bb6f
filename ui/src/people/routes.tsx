/** The pages of households and people: the list, a household, a person, and what is recorded about them. */
import type { RouteObject } from 'react-router';
import { DuplicatePage } from './DuplicatePage';
import { HouseholdForm } from './HouseholdForm';
import { HouseholdPage } from './HouseholdPage';
import { IndividualForm } from './IndividualForm';
import { IndividualPage } from './IndividualPage';
import { MoveHouseholdPage } from './MoveHouseholdPage';
import { MovePage } from './MovePage';
import { newHouseholdPath, newIndividualPath, peoplePath } from './paths';
import { PeoplePage } from './PeoplePage';
import { RemovePage } from './RemovePage';

const form = { form: true };

export const peopleRoutes: RouteObject[] = [
  { path: peoplePath, element: <PeoplePage /> },
  { path: newHouseholdPath, element: <HouseholdForm />, handle: form },
  { path: newIndividualPath(), element: <IndividualForm />, handle: form },
  { path: '/households/:household', element: <HouseholdPage /> },
  { path: '/households/:household/correct', element: <HouseholdForm />, handle: form },
  { path: '/households/:household/move', element: <MoveHouseholdPage />, handle: form },
  { path: '/households/:household/remove', element: <RemovePage />, handle: form },
  { path: '/households/:household/register', element: <IndividualForm />, handle: form },
  { path: '/people/:individual', element: <IndividualPage /> },
  { path: '/people/:individual/correct', element: <IndividualForm />, handle: form },
  { path: '/people/:individual/move', element: <MovePage />, handle: form },
  { path: '/people/:individual/duplicate', element: <DuplicatePage />, handle: form },
  { path: '/people/:individual/remove', element: <RemovePage />, handle: form },
];
