/**
 * Where the screens begin: choose the backend, then draw.
 *
 * In the app the backend is the app. Anywhere else (a browser, a preview) it is the small world in `backend/memory`,
 * which is a chunk of its own and is never loaded inside the app.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import type { Backend } from './backend';
import { keptTextSize, showTextSize } from './settings/text-size';
import './style/daybook.scss';
import { firstLanguage, speak } from './translation/language';

async function chooseBackend(): Promise<Backend> {
  if ('__TAURI_INTERNALS__' in window) return (await import('./backend/tauri')).tauriBackend;
  return (await import('./backend/memory')).fromAddress(window.location.search);
}

document.body.classList.add('nhsuk-body', 'js-enabled', 'nhsuk-frontend-supported');
const place = document.getElementById('daybook');
if (place) {
  showTextSize(keptTextSize());
  void Promise.all([chooseBackend(), speak(firstLanguage())]).then(([backend]) =>
    createRoot(place).render(
      <StrictMode>
        <App backend={backend} />
      </StrictMode>,
    ),
  );
}
