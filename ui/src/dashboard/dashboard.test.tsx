/** Dashboards as a worker sees them: figures, what is not synced yet beside them, and the same in tables. The drawing is looked at in a real browser. */
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { addressNow, openApp, press } from '../shared/test-app';
import { speak } from '../translation/language';
import type { Bars } from './chart';
import { coverFeatures } from './Coverage';
import { everyDay, squares } from './words';

// jsdom draws nothing; what the drawing is given is what counts here.
const given = vi.hoisted(() => ({ bars: [] as Bars[], rightToLeft: false, fails: false, squares: 0 }));
vi.mock('./chart', () => ({
  draw: (_: HTMLCanvasElement, bars: Bars, manner: { rightToLeft: boolean }) => {
    if (given.fails) throw new Error('nothing to draw with');
    given.bars.push(bars);
    given.rightToLeft = manner.rightToLeft;
    return () => undefined;
  },
}));
vi.mock('../map/draw', () => ({
  draw: ({ onDrawn }: { onDrawn: () => void }) => {
    onDrawn();
    return {
      show: (source: string, data: { features: unknown[] }) => {
        if (source === 'cover') given.squares = data.features.length;
      },
      end: () => undefined,
    };
  },
}));

beforeEach(() => Object.assign(given, { bars: [], rightToLeft: false, fails: false, squares: 0 }));

const chart = async (key: string) => within(await screen.findByTestId(`chart-${key}`));

describe('dashboards', () => {
  it('show the figure with its time, the target, and what is not synced yet beside it', async () => {
    const { user } = openApp(memoryBackend('offline'));
    await press(user, 'nav-dashboards');
    const visited = await chart('visited');
    expect(visited.getByTestId('sum').textContent).toBe('212+14 not yet synced');
    expect(visited.getByText('212 of 300 (71%)')).toBeTruthy();
    expect((visited.getByRole('progressbar') as HTMLProgressElement).value).toBe(212);
    expect((await screen.findByTestId('as-of')).textContent).toMatch(/^As of /);
  });

  it('have nothing beside their figures where everything is sent', async () => {
    openApp(memoryBackend('nothing_unsent'), '/dashboards');
    expect((await (await chart('visited')).findByTestId('sum')).textContent).toBe('212');
    expect(screen.queryAllByTestId('unsent')).toEqual([]);
  });

  it('say in a table what they draw, group by group', async () => {
    openApp(memoryBackend('offline'), '/dashboards');
    const workers = await chart('workers');
    const lines = workers.getAllByRole('row', { hidden: true }).map((line) => [...line.children].map((cell) => cell.textContent));
    expect(lines).toEqual([
      ['Worker', 'Counted', 'Not yet synced'],
      ['Rosa Macuácua', '120', '+9'],
      ['Tomás Nhantumbo', '92', '-1'],
      ['Everything', '212', '+8'],
    ]);
    await waitFor(() => expect(given.bars).toHaveLength(2));
    const drawn = given.bars.find((bars) => !bars.line)!;
    expect([drawn.labels, drawn.counted, drawn.unsent]).toEqual([
      ['Rosa Macuácua', 'Tomás Nhantumbo'],
      [120, 92],
      [9, -1],
    ]);
    const people = await chart('people');
    expect(people.getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual(['Not said', 'Female', 'Male', 'Everything']);
  });

  it('draw every day of a line, also one on which nothing was done', async () => {
    openApp(memoryBackend('offline'), '/dashboards');
    await waitFor(() => expect(given.bars.find((bars) => bars.line)?.counted).toEqual([34, 41, 0, 52, 85]));
    const row = (key: string | null) => ({ key, name: null, amount: 1, unsent: 0 });
    expect(everyDay([row(null), row('2026-02-27'), row('2026-03-02')]).map(({ key, amount }) => [key, amount])).toEqual([
      ['2026-02-27', 1],
      ['2026-02-28', 0],
      ['2026-03-01', 0],
      ['2026-03-02', 1],
    ]);
    expect(everyDay([row('1926-03-01'), row('2026-03-02')])).toHaveLength(2);
  });

  it('show where somebody has been as squares, and as a table counted from the north-west', async () => {
    openApp(memoryBackend('offline'), '/dashboards');
    const coverage = await chart('coverage');
    expect(coverage.getByTestId('cover').textContent).toMatch(/households that have a place are visited.*\+2 not yet synced/);
    await waitFor(() => expect(given.squares).toBe(12));
    const cell = (west: number, south: number, households: number, done: number) => ({
      bounds: [west, south, west + 1, south + 1] as [number, number, number, number],
      households,
      done,
      unsent_households: 0,
      unsent_done: 1,
    });
    const found = squares([cell(0, 0, 4, 1), cell(2, 1, 4, 3), cell(0, 1, 4, 0)]);
    expect(found.map(({ row, place, cell: { done } }) => [row, place, done])).toEqual([
      [1, 1, 0],
      [1, 2, 3],
      [2, 1, 1],
    ]);
    expect(coverFeatures(found).features.map(({ properties }) => properties)).toEqual([
      { share: 0.25, words: '1/4' },
      { share: 1, words: '4/4' },
      { share: 0.5, words: '2/4' },
    ]);
  });

  it('are chosen from where there are several, by address', async () => {
    const { user } = openApp(memoryBackend('offline'), '/dashboards');
    await user.selectOptions(await screen.findByLabelText('Show'), 'How far we are: Aldeia Nova');
    await waitFor(async () => expect((await chart('visited')).getByTestId('sum').textContent).toMatch(/^106/));
    expect(addressNow()).toBe('/dashboards/40000000-0000-4000-8000-000000000002');
  });

  it('say that there are none, and what brings them', async () => {
    const backend = memoryBackend('offline');
    vi.spyOn(backend, 'dashboards').mockResolvedValue([]);
    openApp(backend, '/dashboards');
    expect((await screen.findByTestId('empty')).textContent).toContain('They come with your next sync');
  });

  it('are tables alone where nothing can be drawn', async () => {
    given.fails = true;
    openApp(memoryBackend('offline'), '/dashboards');
    const nets = await chart('nets');
    expect(await nets.findByText('This computer cannot draw it. The table below says the same.')).toBeTruthy();
    expect(nets.getAllByRole('row', { hidden: true })).toHaveLength(6);
  });

  it('run from right to left in Arabic', async () => {
    await speak('ar');
    openApp(memoryBackend('offline'), '/dashboards');
    await waitFor(() => expect(given.rightToLeft).toBe(true));
    expect((await chart('visited')).getByTestId('unsent').textContent).toContain('14');
    await speak('en');
  });
});
