/** Everything that was entered in these areas, newest first. */
import { useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { useTexts } from '../texts';
import { Entries } from './Entries';
import { formsPath } from './paths';

export function EntriesPage() {
  const t = useTexts('form');
  const { data, refusal, again } = useAsk((backend) => backend.entries({ household: null, individual: null, area: null }), []);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={formsPath} /> : <Loading />;
  return (
    <Page title={t('entries.title')} back={formsPath} testId="entries">
      {data.length === 0 ? (
        <EmptyState title={t('entries.none')}>
          <p>{t('entries.none_text')}</p>
        </EmptyState>
      ) : (
        <Entries entries={data} />
      )}
    </Page>
  );
}
