/** The batches that can be used today, by programme: set a default for the day, add one that is missing. */
import { Link } from 'react-router';
import type { BatchRow } from '../backend/generated/BatchRow';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import { useAct, useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { day } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { addBatchPath, sessionsPath } from '../shared/paths';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { SavedBanner, useNews } from '../shared/saved';
import { Tag } from '../shared/Tag';
import { useTexts } from '../texts';

const ALL: Programme[] = ['flu', 'hpv', 'menacwy', 'mmr', 'td_ipv'];

export function BatchesPage() {
  const t = useTexts('batches');
  const sessions = useTexts('session');
  const news = useNews();
  const { data, refusal, again } = useAsk(async (backend) => {
    // Those of the sessions on this device; all where there is none.
    const given = new Set((await backend.sessions()).flatMap((session) => session.programmes));
    const wanted = ALL.filter((programme) => given.size === 0 || given.has(programme));
    return Promise.all(wanted.map(async (programme) => ({ programme, batches: await backend.batches(programme) })));
  }, []);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={sessionsPath} /> : <Loading />;
  return (
    <Page
      title={t('title')}
      back={sessionsPath}
      backLabel={sessions('back')}
      focusTitle={!news}
      above={news?.what === 'batch' && <SavedBanner>{t('saved')}</SavedBanner>}
      testId="batches"
    >
      <p>{t('lead')}</p>
      {data.map(({ programme, batches }) => (
        <OfProgramme key={programme} programme={programme} batches={batches} />
      ))}
    </Page>
  );
}

function OfProgramme({ programme, batches }: { programme: Programme; batches: BatchRow[] }) {
  const t = useTexts('batches');
  const codes = useTexts('codes');
  const name = codes(`programme.${programme}`);
  return (
    <section className="db-batches" data-testid={`batches-${programme}`}>
      <h2 className="nhsuk-heading-m">{name}</h2>
      {batches.length === 0 && (
        <EmptyState title={t('none')}>
          <p>{t('none_text')}</p>
        </EmptyState>
      )}
      <ul className="db-lines">
        {batches.map((batch) => (
          <Batch key={batch.id} batch={batch} programme={programme} />
        ))}
      </ul>
      <p>
        <Link to={addBatchPath(programme)} aria-label={t('add_for', { programme: name })}>
          {t('add')}
        </Link>
      </p>
    </section>
  );
}

function Batch({ batch, programme }: { batch: BatchRow; programme: Programme }) {
  const t = useTexts('batches');
  const choose = useAct((backend, id: RecordId | null) => backend.setDefaultBatch({ programme, method: batch.vaccine.method, batch: id }));
  const hidden = t('make_default_hidden', { number: batch.number, vaccine: batch.vaccine.brand });
  return (
    <li className="db-line db-batch" data-testid="batch">
      <p className="db-line__head">
        <span className="db-number db-batch__number">{batch.number}</span>
        <span>{batch.vaccine.brand}</span>
        <span className="db-quiet">{t('expires', { day: day(batch.expiry) })}</span>
        {batch.unsent && <Tag colour="blue">{t('unsent')}</Tag>}
        {batch.default_today && <Tag colour="green">{t('default_today')}</Tag>}
        <button type="button" className="db-link db-line__action" onClick={() => void choose.run(batch.default_today ? null : batch.id)}>
          {t(batch.default_today ? 'clear_default' : 'make_default')}
          <span className="nhsuk-u-visually-hidden"> {hidden}</span>
        </button>
      </p>
      {choose.refusal && <RefusalMessage refusal={choose.refusal} />}
    </li>
  );
}
