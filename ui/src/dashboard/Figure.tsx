/** One chart: its title, its figure, what is not synced yet, the drawing, and the table behind it that says the same. */
import type { ReactNode } from 'react';
import type { ChartView } from '../backend/generated/ChartView';
import { useTitle } from '../form/words';
import { number, percent, signed } from '../shared/format';
import { useTexts } from '../texts';
import { Coverage } from './Coverage';
import { Drawing } from './Drawing';
import { useGroupName } from './words';

export function Figure({ chart, area }: { chart: ChartView; area: string | null }) {
  const titled = useTitle();
  const title = titled(chart.title);
  const wide = chart.shown !== 'number';
  return (
    <section
      className={wide ? 'db-chart db-chart--wide' : 'db-chart'}
      aria-labelledby={`chart-${chart.key}`}
      data-testid={`chart-${chart.key}`}
    >
      <h2 className="nhsuk-heading-s" id={`chart-${chart.key}`}>
        {title}
      </h2>
      {chart.shown === 'cover' ? <Coverage chart={chart} title={title} area={area} /> : <Counted chart={chart} title={title} />}
    </section>
  );
}

function Counted({ chart, title }: { chart: ChartView; title: string }) {
  const t = useTexts('dashboards');
  const empty = chart.rows.length === 0;
  return (
    <>
      <Sum chart={chart} title={title} />
      {empty && <p className="db-quiet">{t('nothing')}</p>}
      {!empty && (chart.shown === 'line' || chart.shown === 'bars') && <Drawing chart={chart} title={title} />}
      {chart.shown === 'table' ? (
        !empty && <Table chart={chart} title={title} />
      ) : (
        <Behind title={title}>
          <Table chart={chart} title={title} />
        </Behind>
      )}
    </>
  );
}

/** All of it, large; how far that is of the target, and what comes on top. */
function Sum({ chart, title }: { chart: ChartView; title: string }) {
  const t = useTexts('dashboards');
  const { total, unsent, goal } = chart;
  return (
    <>
      <p className="db-chart__sum" data-testid="sum">
        {number(total)}
        {unsent !== 0 && (
          <span className="db-chart__unsent" data-testid="unsent">
            {t('unsent', { amount: signed(unsent) })}
          </span>
        )}
      </p>
      {goal !== null && goal > 0 && (
        <>
          <p className="db-quiet">{t('goal', { amount: number(total), goal: number(goal), percent: percent(total / goal) })}</p>
          <progress className="db-chart__goal" max={goal} value={Math.max(0, total)} aria-label={t('goal_label', { title })} />
        </>
      )}
    </>
  );
}

/** The table behind a drawing, opened by whoever wants it. */
export function Behind({ title, children }: { title: string; children: ReactNode }) {
  const t = useTexts('dashboards');
  return (
    <details className="nhsuk-details db-chart__behind">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{t('table', { title })}</span>
      </summary>
      <div className="nhsuk-details__text">{children}</div>
    </details>
  );
}

function Table({ chart, title }: { chart: ChartView; title: string }) {
  const t = useTexts('dashboards');
  const named = useGroupName();
  const some = chart.unsent !== 0 || chart.rows.some((row) => row.unsent !== 0);
  return (
    <table className="nhsuk-table db-chart__table">
      <caption className="nhsuk-u-visually-hidden">{title}</caption>
      <thead className="nhsuk-table__head">
        <tr>
          <th scope="col">{t(chart.by ? `columns.${chart.by}` : 'columns.what')}</th>
          <th scope="col">{t('columns.amount')}</th>
          {some && <th scope="col">{t('columns.unsent')}</th>}
        </tr>
      </thead>
      <tbody className="nhsuk-table__body">
        {chart.by &&
          chart.rows.map((row) => (
            <tr key={row.key ?? ''}>
              <th scope="row">{named(chart, row)}</th>
              <td>{number(row.amount)}</td>
              {some && <td>{row.unsent === 0 ? '' : signed(row.unsent)}</td>}
            </tr>
          ))}
        <tr>
          <th scope="row">{t('all')}</th>
          <td>{number(chart.total)}</td>
          {some && <td>{chart.unsent === 0 ? '' : signed(chart.unsent)}</td>}
        </tr>
        {chart.goal !== null && (
          <tr>
            <th scope="row">{t('columns.goal')}</th>
            <td>{number(chart.goal)}</td>
            {some && <td />}
          </tr>
        )}
      </tbody>
    </table>
  );
}
