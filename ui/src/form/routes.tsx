/** The pages of forms: which there are, a draft page by page, what was entered. */
import type { RouteObject } from 'react-router';
import { BeginPage } from './BeginPage';
import { CarryPage } from './CarryPage';
import { EntriesPage } from './EntriesPage';
import { EntryPage } from './EntryPage';
import { FillPage } from './FillPage';
import { FormsPage } from './FormsPage';
import { entriesPath, formsPath } from './paths';

const form = { form: true };

export const formRoutes: RouteObject[] = [
  { path: formsPath, element: <FormsPage /> },
  { path: '/forms/:form/new', element: <BeginPage />, handle: form },
  { path: '/drafts/:draft/:page?', element: <FillPage />, handle: form },
  { path: '/carry/:draft', element: <CarryPage />, handle: form },
  { path: entriesPath, element: <EntriesPage /> },
  { path: `${entriesPath}/:entry`, element: <EntryPage /> },
];
