/**
 * Filling in, page by page, and the answers once more before they are saved. Every change is on the disk at once, so that
 * leaving never loses anything; the page says so.
 */
import { Button, Select } from 'nhsuk-react-components';
import { useId, useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Filled } from '../backend/generated/Filled';
import type { FormPage as AskedPage } from '../backend/generated/FormPage';
import type { OpenDraft } from '../backend/generated/OpenDraft';
import { aboutPath } from '../people/paths';
import { useAct, useBackend } from '../shared/backend';
import { Problems } from '../shared/ErrorSummary';
import { useOpenForm } from '../shared/open-form';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { useTexts } from '../texts';
import { AnswersList } from './AnswersList';
import { indexOf, nameOf } from './answers';
import { withEntry } from './EntrySaved';
import { Fields } from './Fields';
import { useKeeping, type Keeping } from './keeping';
import { carryPath, draftPath, formsPath } from './paths';
import { useOnce } from './once';
import { languageName, sayIn, useFaultWords, useAppLanguage, useReading, type Reading } from './words';

/** The page with all answers; no page of a form is called so. */
export const CHECK = '@check';

export function FillPage() {
  const { draft = '' } = useParams();
  const backend = useBackend();
  const reading = useAppLanguage();
  const { data, refusal, again } = useOnce(() => backend.openDraft(draft, reading), draft);
  useOpenForm();
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={formsPath} /> : <Loading />;
  return <Filling key={draft} open={data} />;
}

function Filling({ open }: { open: OpenDraft }) {
  const { page: at } = useParams();
  const reading = useReading(open.form.languages);
  const shown = (filled: Filled) => open.form.pages.filter((_, number) => filled.look.pages[number]?.visible);
  const first = shown(open.filled)[0]?.id ?? CHECK;
  const asked = at ?? open.card.page ?? first;
  const keeping = useKeeping(open, reading.language, asked);
  const pages = shown(keeping.filled);
  const page = pages.find((each) => each.id === asked);
  const props = { open, keeping, reading, pages };
  return page ? <OnePage key={page.id} {...props} page={page} /> : <Check key={CHECK} {...props} />;
}

interface PartProps {
  open: OpenDraft;
  keeping: Keeping;
  reading: Reading;
  pages: AskedPage[];
}

function OnePage({ open, keeping, reading, pages, page }: PartProps & { page: AskedPage }) {
  const t = useTexts('form');
  const common = useTexts('common');
  const navigate = useNavigate();
  const say = sayIn(open.form, reading.language);
  const faultWords = useFaultWords(say);
  const index = useMemo(() => indexOf(open.form.fields), [open.form.fields]);
  const [pressed, setPressed] = useState(0);
  const number = pages.indexOf(page);
  const back = pages[number - 1];
  const draft = open.card.draft;
  const look = keeping.filled.look.pages[open.form.pages.indexOf(page)];
  const faults = pressed > 0 ? [...(look?.faults ?? []), ...(look?.missing ?? [])] : [];
  const goOn = async () => {
    const next = pages[number + 1]?.id ?? CHECK;
    const filled = await keeping.keep(keeping.answers, page.id);
    const now = filled?.look.pages[open.form.pages.indexOf(page)];
    if (!now) return;
    if (now.faults.length + now.missing.length > 0) return setPressed((count) => count + 1);
    void navigate(draftPath(draft, next));
  };
  const title = say(page.title) ?? say(open.form.title) ?? '';
  return (
    <Page
      title={title}
      caption={`${say(page.title) ? `${say(open.form.title)} · ` : ''}${t('fill.page', { page: number + 1, pages: pages.length })}`}
      back={back ? draftPath(draft, back.id) : formsPath}
      above={<Problems focusOn={pressed} items={faults.map((fault) => ({ id: nameOf(fault), words: faultWords(fault) }))} />}
      testId="fill-page"
    >
      <Above open={open} keeping={keeping} reading={reading} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void goOn();
        }}
      >
        <Fields
          open={open}
          index={index}
          fields={page.fields.map((id) => ({ field: id, rows: [] }))}
          keeping={keeping}
          faults={faults}
          language={reading.language}
        />
        <div className="nhsuk-button-group db-go-on">
          <Button type="submit" data-testid="go-on">
            {common('continue')}
          </Button>
          <Link className="db-aside" to={formsPath} data-testid="later">
            {t('fill.later')}
          </Link>
        </div>
      </form>
    </Page>
  );
}

/** The answers once more. What is missing or wrong anywhere leads to its page. */
function Check({ open, keeping, reading, pages }: PartProps) {
  const t = useTexts('form');
  const navigate = useNavigate();
  const say = sayIn(open.form, reading.language);
  const faultWords = useFaultWords(say);
  const draft = open.card.draft;
  const { look } = keeping.filled;
  const faults = [...look.pages.flatMap((page) => [...page.faults, ...page.missing]), ...look.elsewhere];
  const save = useAct(async (backend) => {
    if (keeping.kept !== 'saved' && !(await keeping.keep(keeping.answers, CHECK))) return undefined;
    return backend.saveEntry(draft);
  });
  const goOn = async () => {
    const done = await save.run();
    if (done?.value) void navigate(aboutPath(open.card.about) ?? formsPath, { replace: true, state: withEntry(done.value.record) });
  };
  return (
    <Page
      title={t('check.title')}
      caption={say(open.form.title)}
      back={draftPath(draft, pages.at(-1)?.id)}
      above={<Problems items={faults.map((fault) => ({ id: `change-${nameOf(fault)}`, words: faultWords(fault) }))} />}
      testId="check-page"
    >
      <Above open={open} keeping={keeping} reading={reading} />
      {save.refusal && <RefusalMessage refusal={save.refusal} />}
      <AnswersList
        form={open.form}
        answers={keeping.answers}
        filled={keeping.filled}
        language={reading.language}
        change={(page) => draftPath(draft, page)}
      />
      <div className="nhsuk-button-group db-go-on">
        <Button type="button" disabled={save.busy || faults.length > 0} data-testid="save-entry" onClick={() => void goOn()}>
          {t('check.save')}
        </Button>
        <Link className="db-aside" to={formsPath} data-testid="later">
          {t('fill.later')}
        </Link>
      </div>
      {faults.length > 0 && <p>{t('check.not_yet')}</p>}
    </Page>
  );
}

/** Where the draft is kept, in which language it is read, and whether its form was replaced. */
function Above({ open, keeping, reading }: { open: OpenDraft; keeping: Keeping; reading: Reading }) {
  const t = useTexts('form');
  const common = useTexts('common');
  const { kept, refusal } = keeping;
  return (
    <>
      {refusal && <RefusalMessage refusal={refusal} />}
      {open.card.newer && (
        <p className="nhsuk-inset-text">
          {t('fill.newer', { version: open.card.newer.version })}{' '}
          <Link to={carryPath(open.card.draft)} data-testid="carry">
            {t('fill.see')}
          </Link>
        </p>
      )}
      <div className="db-form-bar">
        <p className="db-quiet" data-testid="kept" data-kept={kept}>
          <span role="status">{kept === 'saved' || kept === 'untouched' ? common('saved_on_device') : ''}</span>
          {kept === 'saving' && t('fill.saving')}
          {kept === 'not_saved' && <strong>{t('fill.not_saved')}</strong>}
        </p>
        {open.form.languages.length > 1 && <Languages languages={open.form.languages} reading={reading} />}
      </div>
    </>
  );
}

function Languages({ languages, reading }: { languages: string[]; reading: Reading }) {
  const t = useTexts('form');
  const id = useId();
  return (
    <Select
      id={id}
      label={t('fill.language')}
      formGroupProps={{ className: 'db-form-bar__language' }}
      value={reading.language}
      data-testid="language"
      onChange={(event) => reading.choose(event.target.value)}
    >
      {languages.map((language) => (
        <Select.Option key={language} value={language}>
          {languageName(language)}
        </Select.Option>
      ))}
    </Select>
  );
}
