/** A line or bars. For the eyes: the table below says the same, and where nothing can be drawn it says it alone. */
import { useEffect, useRef, useState } from 'react';
import type { ChartView } from '../backend/generated/ChartView';
import { number } from '../shared/format';
import { useTexts } from '../texts';
import { everyDay, useGroupName } from './words';
import type { Bars } from './chart';

/** What draws is fetched once, by the first chart that is shown. */
let fetching: Promise<typeof import('./chart')> | undefined;
const fetched = () => (fetching ??= import('./chart'));

/** A bar and the room around it. */
const BAR = 40;

export function Drawing({ chart, title }: { chart: ChartView; title: string }) {
  const t = useTexts('dashboards');
  const named = useGroupName();
  const rows = chart.shown === 'line' ? everyDay(chart.rows) : chart.rows;
  const bars: Bars = {
    line: chart.shown === 'line',
    labels: rows.map((row) => named(chart, row)),
    counted: rows.map((row) => row.amount),
    unsent: rows.map((row) => row.unsent),
    words: { counted: t('columns.amount'), unsent: t('columns.unsent') },
  };
  const some = bars.unsent.some((amount) => amount !== 0);
  return (
    <>
      {some && (
        <p className="db-chart-legend" aria-hidden="true">
          <span className="db-chart-legend__sign" /> {bars.words.counted}
          <span className="db-chart-legend__sign db-chart-legend__sign--unsent" /> {bars.words.unsent}
        </p>
      )}
      <Canvas bars={JSON.stringify(bars)} label={t('drawn', { title })} height={bars.line ? 260 : rows.length * BAR + 50} />
    </>
  );
}

/** `bars`: as text, so that the same figures are not drawn again for every bell. */
function Canvas({ bars, label, height }: { bars: string; label: string; height: number }) {
  const t = useTexts('dashboards');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [trouble, setTrouble] = useState(false);
  const rightToLeft = document.documentElement.dir === 'rtl';
  useEffect(() => {
    let ended = false;
    let end: (() => void) | undefined;
    fetched().then(
      ({ draw }) => {
        if (ended || !canvas.current) return;
        try {
          end = draw(canvas.current, JSON.parse(bars) as Bars, { rightToLeft, number });
        } catch {
          setTrouble(true);
        }
      },
      () => setTrouble(true),
    );
    return () => {
      ended = true;
      end?.();
    };
  }, [bars, rightToLeft]);
  if (trouble) return <p className="db-quiet">{t('cannot_draw')}</p>;
  return (
    <div className="db-chart__drawing" style={{ height }}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
