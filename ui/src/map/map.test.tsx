/** Maps as a worker uses them: fetch, bring, remove; households and the way through them as words. The drawing itself is tried in the real webview. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { openApp, press } from '../shared/test-app';
import { tileAddress } from './address';
import { householdFeatures, stopsOf, TICK, wayFeatures } from './features';
import { inOrder } from './Households';
import { styleOf } from './style';

// jsdom draws nothing; what the map is given is what counts here.
const shown = vi.hoisted(() => new Map<string, { features: { properties: Record<string, unknown> }[] }>());
vi.mock('./draw', () => ({
  draw: ({ onDrawn }: { onDrawn: () => void }) => {
    onDrawn();
    return {
      show: (source: string, data: { features: { properties: Record<string, unknown> }[] }) => void shown.set(source, data),
      zoom: () => undefined,
      whole: () => undefined,
      lookAt: () => undefined,
      end: () => undefined,
    };
  },
}));

describe('the map', () => {
  it('is not in the way of those who go through no area', async () => {
    const backend = memoryBackend('offline');
    const status = await backend.status();
    vi.spyOn(backend, 'status').mockResolvedValue({ ...status, person: status.person && { ...status.person, areas: [] } });
    openApp(backend);
    await screen.findByTestId('nav-unsent');
    expect(screen.queryByTestId('nav-map')).toBeNull();
  });

  it('says what to do while there is none, and shows the households all the same', async () => {
    const { user } = openApp(memoryBackend('offline', { work: false }));
    await press(user, 'nav-map');
    expect(await screen.findByText(/The map of Aldeia Nova is not on this device/)).toBeTruthy();
    expect(await screen.findByText('3 of 8 visited')).toBeTruthy();
    await waitFor(() => expect(shown.get('households')?.features).toHaveLength(8));
    await press(user, 'get-map');
    await press(user, 'fetch-map');
    expect(await screen.findByTestId('refusal-offline')).toBeTruthy();
  });

  it('says how large it is before anything is fetched, comes, and names its source', async () => {
    const { user } = openApp(memoryBackend('nothing_unsent'), '/maps');
    await press(user, 'ask-size');
    expect((await screen.findByTestId('map-size')).textContent).toMatch(/61/);
    await press(user, 'fetch-map');
    expect(await screen.findByText('The map of Aldeia Nova is complete.')).toBeTruthy();
    await user.click(screen.getByText('Open the map'));
    expect((await screen.findByTestId('attribution')).textContent).toContain('OpenStreetMap');
  });

  it('comes on a stick too, says where the file does not name its source, and can be removed', async () => {
    const { user } = openApp(memoryBackend('offline', { work: false }), '/maps');
    await press(user, 'bring-map');
    await press(user, 'submit');
    expect(await screen.findByTestId('error-summary')).toBeTruthy();
    await user.type(screen.getByLabelText('Where the file lies'), '/media/stick/holiday.jpg');
    await press(user, 'submit');
    expect(await screen.findByTestId('refusal-not_a_map')).toBeTruthy();
    await user.clear(screen.getByLabelText('Where the file lies'));
    await user.type(screen.getByLabelText('Where the file lies'), '/media/stick/village.mbtiles');
    await press(user, 'submit');
    expect((await screen.findByTestId('attribution')).textContent).toContain('does not say');
    await press(user, 'maps');
    await press(user, 'remove-map');
    expect(await screen.findByText(/was removed. Nothing that you recorded was in it/)).toBeTruthy();
  });
});

describe('the route', () => {
  it('tells length, time and turns, and which household is only joined by a straight line', async () => {
    const { user } = openApp(memoryBackend('nothing_unsent'), '/map');
    await press(user, 'plan-route');
    expect((await screen.findByTestId('route-summary')).textContent).toBe('1.2 km, about 17 min on foot');
    expect(screen.getByTestId('route-straight').textContent).toMatch(/1 household was added without a connection/);
    await press(user, 'route-turns');
    expect(screen.getAllByText(/Turn left into a way without a name/).length).toBeGreaterThan(0);
    expect(screen.getByText(/Straight line, not a way: 240 m/)).toBeTruthy();
    const [first] = screen.getAllByTestId('map-household');
    expect(within(first as HTMLElement).getByText('Stop 1')).toBeTruthy();
  });

  it('leads through those that were chosen, and through no others', async () => {
    const backend = memoryBackend('nothing_unsent');
    const planned = vi.spyOn(backend, 'planRoute');
    const { user } = openApp(backend, '/map');
    await user.click(await screen.findByLabelText('Choose Rosa Alfane for the route'));
    await user.click(screen.getByLabelText('Choose João Mussa for the route'));
    expect(screen.getByTestId('plan-route').textContent).toBe('Route through the 2 chosen households');
    await press(user, 'plan-route');
    await waitFor(() => expect(planned.mock.calls[0]?.[1].households).toHaveLength(2));
  });

  it('needs a connection, and says so', async () => {
    const { user } = openApp(memoryBackend('offline', { work: false }), '/map');
    await press(user, 'plan-route');
    expect(await screen.findByTestId('refusal-offline')).toBeTruthy();
  });
});

describe('what the map is given', () => {
  it('tells visited from waiting by a sign, not by colour alone', async () => {
    const backend = memoryBackend('nothing_unsent');
    const points = await backend.mapPoints();
    const way = await backend.planRoute('aldeia', { from: null, households: null, back_to_start: false });
    const stops = stopsOf(way);
    const signs = householdFeatures(points, stops, new Set()).features.map(({ properties }) => String(properties?.sign));
    expect(signs.filter((sign) => sign === TICK)).toHaveLength(3);
    expect(signs.filter((sign) => sign !== TICK).sort()).toEqual(['1', '2', '3', '4', '5']);
    expect(wayFeatures(way).features.map(({ properties }) => properties?.straight as boolean)).toEqual([false, false, false, false, true]);
    expect(inOrder(points, stops, null).map((point) => point.visit)).toEqual([
      ...Array<string>(5).fill('waiting'),
      ...Array<string>(3).fill('done'),
    ]);
  });

  it('names nothing that would be fetched from the network', () => {
    const map = {
      area: 'a b',
      name: 'A',
      bounds: [0, 0, 1, 1] as [number, number, number, number],
      smallest_zoom: 10,
      largest_zoom: 14,
      sha256: null,
      attribution: '',
      at: '2026-09-14T15:42:00+01:00',
      tiles: 1,
      bytes: 1,
    };
    const style = JSON.stringify(styleOf('a b', map));
    expect(style).not.toMatch(/https?:|glyphs|sprite/);
    expect(style).toContain('daybook-tile://a%20b/{z}/{x}/{y}');
    expect(tileAddress('daybook-tile://a%20b/14/8529/5973')).toEqual({ area: 'a b', z: 14, x: 8529, y: 5973 });
    expect(tileAddress('https://tiles.example/14/1/2')).toBeNull();
  });
});
