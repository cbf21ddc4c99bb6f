/** What the invented campaign has counted: one dashboard for all of it, and one for an area. */
import type { ChartRow } from '../generated/ChartRow';
import type { ChartView } from '../generated/ChartView';
import type { CoverCell } from '../generated/CoverCell';
import type { DashboardLine } from '../generated/DashboardLine';
import type { DashboardPage } from '../generated/DashboardPage';
import { refusal } from './refusal';
import { dayText, momentText } from './time';

const DAY = 24 * 3600 * 1000;
const STEP = 0.0018;
const CAMPAIGN = { campaign: 'nets-2026', campaign_name: 'A net for everybody' };
const TITLE = { en: 'How far we are', pt: 'Até onde chegámos', ar: 'إلى أين وصلنا' };

export class Figures {
  lines(): DashboardLine[] {
    return [
      { id: '40000000-0000-4000-8000-000000000001', ...CAMPAIGN, area: null, area_name: null, title: TITLE },
      { id: '40000000-0000-4000-8000-000000000002', ...CAMPAIGN, area: 'aldeia', area_name: 'Aldeia Nova', title: TITLE },
    ];
  }

  /** `waits`: something is not sent yet, and stands beside the figures. */
  page(id: string, waits: boolean): DashboardPage {
    const line = this.lines().find((each) => each.id === id);
    if (!line) throw refusal('not_found');
    const part = line.area === null ? 1 : 0.5;
    return { line, as_of: momentText(new Date(Date.now() - 2 * 3600 * 1000)), charts: charts(part, waits) };
  }
}

function charts(part: number, waits: boolean): ChartView[] {
  const days = [34, 41, 0, 52, 85].map((nets, back) => row(dayText(new Date(Date.now() - (4 - back) * DAY)), Math.round(nets * part)));
  // A day of rest has no row of its own.
  const nets = days.filter(({ amount }) => amount > 0);
  const today = nets.at(-1);
  if (today && waits) today.unsent = 14;
  const workers = [row('Rosa Macuácua', 120 * part, waits ? 9 : 0), row('Tomás Nhantumbo', 92 * part, waits ? -1 : 0)];
  const genders = [row(null, 4), row('female', 312 * part, waits ? 3 : 0), row('male', 287 * part)];
  return [
    chart(
      'visited',
      { en: 'Households visited', pt: 'Agregados visitados' },
      'number',
      null,
      [row(null, 212 * part, waits ? 14 : 0)],
      300 * part,
    ),
    chart('nets', { en: 'Nets given each day', pt: 'Redes entregues por dia' }, 'line', 'day', nets),
    chart('workers', { en: 'Households visited, by worker', pt: 'Agregados visitados, por trabalhador' }, 'bars', 'worker', workers),
    chart('people', { en: 'People registered, by gender', pt: 'Pessoas registadas, por género' }, 'table', 'answer', genders),
    { ...chart('coverage', { en: 'Where we have been', pt: 'Onde já estivemos' }, 'cover', null, []), cells: cells(waits) },
  ];
}

function row(key: string | null, amount: number, unsent = 0): ChartRow {
  return { key, name: null, amount, unsent };
}

function chart(
  key: string,
  title: Record<string, string>,
  shown: ChartView['shown'],
  by: ChartView['by'],
  rows: ChartRow[],
  goal: number | null = null,
): ChartView {
  const sum = (of: (row: ChartRow) => number) => rows.reduce((before, each) => before + of(each), 0);
  return { key, title, shown, by, names: {}, goal, total: sum((each) => each.amount), unsent: sum((each) => each.unsent), rows, cells: [] };
}

function cells(waits: boolean): CoverCell[] {
  return Array.from({ length: 12 }, (_, place) => {
    const [west, south] = [39.2 + (place % 4) * STEP, -15.05 + Math.floor(place / 4) * STEP];
    const households = 6 + ((place * 7) % 9);
    const done = place % 5 === 0 ? 0 : Math.min(households, place * 2);
    return {
      bounds: [west, south, west + STEP, south + STEP],
      households,
      done,
      unsent_households: 0,
      unsent_done: waits && place === 5 ? 2 : 0,
    };
  });
}
