/** The page of the parts of a sync: each alone, and said when it is done. */
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fromAddress } from '../backend/memory';
import { openApp } from '../shared/test-app';

describe('the parts of a sync', () => {
  it('fetches one alone and says when it was last fetched', async () => {
    const { user } = openApp(fromAddress('?state=nothing_unsent'), '/sync/parts');
    const part = within(await screen.findByTestId('part-forms'));
    expect(part.getByText('Never fetched')).toBeTruthy();
    await user.click(part.getByRole('button', { name: 'Fetch now: Forms' }));
    expect(await part.findByText(/^Last fetched at/)).toBeTruthy();
    expect(screen.getByTestId('parts-said').textContent).toBe('Forms: up to date.');
    expect(within(screen.getByTestId('part-contacts')).getByText('Never fetched')).toBeTruthy();
  });

  it('says that nothing began where there is no connection', async () => {
    const { user } = openApp(fromAddress('?state=offline'), '/sync/parts');
    const part = within(await screen.findByTestId('part-forms'));
    await user.click(part.getByRole('button', { name: 'Fetch now: Forms' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(part.getByText('Never fetched')).toBeTruthy();
  });
});
