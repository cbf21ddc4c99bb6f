/** What every component test stands on: words, a clean page after each, and the browser's few things jsdom lacks. */
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import '../texts';

window.scrollTo = () => undefined;
afterEach(() => {
  cleanup();
  window.location.hash = '';
});
