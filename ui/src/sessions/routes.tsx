/** The pages of a day's work: sessions, their children, and what is recorded about a child. */
import type { RouteObject } from 'react-router';
import { RegisterPage } from '../attendance/RegisterPage';
import { AddBatchPage } from '../batch/AddBatchPage';
import { BatchesPage } from '../batch/BatchesPage';
import { ChildPage } from '../child/ChildPage';
import { RemovePage } from '../child/RemovePage';
import { ConsentPages } from '../consent/ConsentPages';
import { NotePage } from '../note/NotePage';
import { NotGivenPages } from '../notgiven/NotGivenPages';
import { SessionPage } from '../session/SessionPage';
import { StartPage } from '../start/StartPage';
import { VaccinatePages } from '../vaccinate/VaccinatePages';

const form = { form: true };

/** What can be done from a session's child and from a child alone. */
const ofChild = (child: string): RouteObject[] => [
  { path: child, element: <ChildPage /> },
  { path: `${child}/consent/:programme/:step?`, element: <ConsentPages />, handle: form },
  { path: `${child}/note`, element: <NotePage />, handle: form },
  { path: `${child}/remove/:kind/:record`, element: <RemovePage />, handle: form },
];

export const dayRoutes: RouteObject[] = [
  { path: '/', element: <StartPage /> },
  { path: '/sessions/:session', element: <SessionPage /> },
  { path: '/sessions/:session/register', element: <RegisterPage /> },
  ...ofChild('/sessions/:session/children/:child'),
  { path: '/sessions/:session/children/:child/vaccinate/:programme/:step?', element: <VaccinatePages />, handle: form },
  { path: '/sessions/:session/children/:child/not-given/:programme/:step?', element: <NotGivenPages />, handle: form },
  ...ofChild('/children/:child'),
  { path: '/batches', element: <BatchesPage /> },
  { path: '/batches/:programme/add', element: <AddBatchPage />, handle: form },
];
