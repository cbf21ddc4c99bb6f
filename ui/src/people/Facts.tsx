/** Rows of a summary; what is not known is left out. */
import { SummaryList } from 'nhsuk-react-components';
import type { ReactNode } from 'react';

export function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return rows
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => (
      <SummaryList.Row key={name}>
        <SummaryList.Key>{name}</SummaryList.Key>
        <SummaryList.Value>{value}</SummaryList.Value>
      </SummaryList.Row>
    ));
}
