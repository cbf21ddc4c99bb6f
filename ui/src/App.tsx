/** The whole app in one line a layer: backend, status, open forms, the running sync, routes; and what is shown if one of them breaks. */
import { useMemo } from 'react';
import { RouterProvider, createHashRouter } from 'react-router';
import type { Backend } from './backend';
import { routes } from './routes';
import { BackendProvider } from './shared/backend';
import { OpenForms } from './shared/open-form';
import { StatusProvider } from './shared/status';
import { Crash } from './shell/Crash';
import { SyncRunner } from './sync/runner';
import { OwnWords } from './translation/OwnWords';
import './texts';

export function App({ backend }: { backend: Backend }) {
  const router = useMemo(() => createHashRouter(routes), []);
  return (
    <Crash>
      <BackendProvider backend={backend}>
        <OwnWords />
        <StatusProvider>
          <OpenForms>
            <SyncRunner>
              <RouterProvider router={router} />
            </SyncRunner>
          </OpenForms>
        </StatusProvider>
      </BackendProvider>
    </Crash>
  );
}
