/** What every component test stands on: words, a clean page after each, and the browser's few things jsdom lacks. */
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import '../texts';

configure({ asyncUtilTimeout: 5000 });
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
document.documentElement.lang = 'en';
// As main.tsx does: the components' scripts ask for it.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
});
