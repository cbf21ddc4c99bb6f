/** What groups are called, and how an amount is written. */
import type { ChartRow } from '../backend/generated/ChartRow';
import type { ChartView } from '../backend/generated/ChartView';
import type { CoverCell } from '../backend/generated/CoverCell';
import type { Gender } from '../backend/generated/Gender';
import { useTitle } from '../form/words';
import { shortDay } from '../shared/format';
import { useTexts } from '../texts';

const GENDERS: readonly string[] = ['not_known', 'male', 'female', 'not_specified'] satisfies Gender[];

/** What a group of this chart is called. */
export function useGroupName(): (chart: ChartView, row: ChartRow) => string {
  const t = useTexts('dashboards');
  const codes = useTexts('codes');
  const titled = useTitle();
  const answer = (chart: ChartView, code: string) => {
    const words = chart.names[code];
    const said = words && titled(words);
    if (said) return said;
    if (code === 'true' || code === 'false') return t(code === 'true' ? 'yes' : 'no');
    return GENDERS.includes(code) ? codes(`gender.${code as Gender}`) : code;
  };
  return (chart, { key, name }) => {
    if (key === null) return t(chart.by ? 'not_said' : 'all');
    if (chart.by === 'day') return shortDay(key);
    if (chart.by !== 'answer') return name ?? key;
    // Somebody who chose several things is a group of her own.
    return key
      .split(' ')
      .map((code) => answer(chart, code))
      .join(', ');
  };
}

const NOTHING = { name: null, amount: 0, unsent: 0 };
const DAY = 24 * 3600 * 1000;
/** No campaign is longer; a slip in one date must not draw a century. */
const MOST_DAYS = 400;

/** A line goes through every day from the first to the last: a day on which nothing was done is a zero, and no gap. */
export function everyDay(rows: readonly ChartRow[]): ChartRow[] {
  const days = rows.flatMap((row) => (row.key && !Number.isNaN(Date.parse(row.key)) ? [Date.parse(row.key)] : []));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  if (days.length === 0 || (last - first) / DAY > MOST_DAYS) return rows.filter((row) => row.key !== null);
  const all: ChartRow[] = [];
  for (let at = first; at <= last; at += DAY) {
    const key = new Date(at).toISOString().slice(0, 10);
    all.push(rows.find((row) => row.key === key) ?? { ...NOTHING, key });
  }
  return all;
}

/** A square as a person finds it: its row from the north, its place in the row from the west. */
export interface Square {
  cell: CoverCell;
  row: number;
  place: number;
}

export function squares(cells: readonly CoverCell[]): Square[] {
  const edges = (side: 0 | 3) => [...new Set(cells.map(({ bounds }) => Math.round(bounds[side] * 1e5)))].sort((a, b) => a - b);
  const [wests, norths] = [edges(0), edges(3).reverse()];
  const found = cells.map((cell) => ({
    cell,
    row: norths.indexOf(Math.round(cell.bounds[3] * 1e5)) + 1,
    place: wests.indexOf(Math.round(cell.bounds[0] * 1e5)) + 1,
  }));
  return found.sort((a, b) => a.row - b.row || a.place - b.place);
}

/** Of a square or all of them: what the service knows, and what is not sent yet. */
export const everything = ({ households, done, unsent_households, unsent_done }: CoverCell) => ({
  households: households + unsent_households,
  done: done + unsent_done,
});
