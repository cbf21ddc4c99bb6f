/** The whole app in a test, at an address, on a memory backend. */
import { render, screen } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { App } from '../App';
import type { Backend } from '../backend';

export function openApp(backend: Backend, address = '/') {
  window.location.hash = address;
  // Whether something lies over a button is a matter of layout, which jsdom has not.
  const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
  return { user, ...render(<App backend={backend} />) };
}

/** Presses what carries that test id, once it is there. */
export async function press(user: ReturnType<typeof userEvent.setup>, testId: string): Promise<void> {
  await user.click(await screen.findByTestId(testId));
}

export const addressNow = () => window.location.hash.replace(/^#/, '');
