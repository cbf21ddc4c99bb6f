/**
 * Every end of a sync but the good one. Each says what happened, that the data is safe, that nothing must be done again,
 * what arrived and what waits, what to do next, and the reference.
 *
 * The words are in the texts under `end.<code>`; here stands only what differs in kind: which button comes first, and
 * whom to contact once trying again has failed too often.
 */
import { Button } from 'nhsuk-react-components';
import { useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import type { SyncEnd } from '../../backend/generated/SyncEnd';
import { Contact } from '../../shared/Contact';
import { Page } from '../../shared/Page';
import { useStatus } from '../../shared/status';
import { useTexts } from '../../texts';
import type { AccountPageProps } from '../AccountPage';
import { useFrom } from '../from';
import { OnPaper } from './OnPaper';
import { Received } from './Received';
import { usePrinting } from './printing';

export type EarlyEnd = Exclude<SyncEnd, 'completed'>;

/** What can be done next, first the most useful. */
const NEXT: Record<EarlyEnd, 'again' | 'sign_in' | 'go_to_it' | 'contact'> = {
  running: 'go_to_it',
  stopped: 'again',
  interrupted: 'again',
  link_lost: 'again',
  service_failing: 'again',
  not_our_service: 'again',
  sign_in_again: 'sign_in',
  device_blocked: 'contact',
  app_too_old: 'contact',
  out_of_space: 'again',
  counts_differ: 'again',
};

/** Ends that a person brought about, or that go away by themselves: however often, nobody need be rung. */
const ORDINARY = new Set<EarlyEnd>(['running', 'stopped', 'interrupted', 'sign_in_again']);

export function EndedEarly({ account, end, fromHistory, carryOn, syncAgain }: AccountPageProps & { end: EarlyEnd }) {
  const t = useTexts('sync');
  const status = useStatus();
  const place = useRef<HTMLDivElement>(null);
  const print = usePrinting(place);
  const { state } = useFrom();
  const tooOften = status.failures_in_a_row >= status.failures_before_contact && !ORDINARY.has(end) && !fromHistory;
  const contact = tooOften || NEXT[end] === 'contact';
  return (
    <Page title={t(`end.${end}.title`)} back={fromHistory ? '/history' : undefined} backLabel={t('account.history')} testId={`end-${end}`}>
      <div ref={place}>
        <OnPaper account={account} />
        <p className="nhsuk-lede-text">{t(`end.${end}.what`)}</p>
        <div className="db-safe">
          <p className="db-strong">{t('safe.data')}</p>
          <p>{t('safe.again')}</p>
        </div>
        {tooOften ? <p>{t('contact.failures', { count: status.failures_in_a_row })}</p> : <p>{t(`end.${end}.next`)}</p>}
        {end === 'not_our_service' && <Wifi />}
        {contact && <Contact reference={account.reference} />}
        {tooOften && account.waiting > 0 && (
          <p className="db-no-print">
            <Link to="/rescue" state={state} data-testid="rescue-link">
              {t('contact.rescue')}
            </Link>
          </p>
        )}
        {!fromHistory && <Buttons end={end} contact={contact} carryOn={carryOn} syncAgain={syncAgain} />}
        <Figures account={account} fromHistory={fromHistory} />
        {account.received > 0 && <Received account={account} />}
        {account.received > 0 && (
          <Button type="button" secondary className="db-no-print" onClick={print} data-testid="print">
            {t('account.print')}
          </Button>
        )}
        {account.reference && !contact && (
          <p className="db-quiet" data-testid="reference">
            {t('account.reference', { reference: account.reference })}
          </p>
        )}
      </div>
    </Page>
  );
}

function Buttons({ end, contact, carryOn, syncAgain }: { end: EarlyEnd; contact: boolean; carryOn: () => void; syncAgain: () => void }) {
  const t = useTexts('sync');
  const signIn = useTexts('signIn');
  const navigate = useNavigate();
  const { state } = useFrom();
  const online = useStatus().connection === 'online';
  const first =
    NEXT[end] === 'sign_in'
      ? { label: signIn('again.submit'), act: () => void navigate('/sync/sign-in', { replace: true, state }) }
      : { label: end === 'stopped' || end === 'interrupted' ? t('account.sync_now') : t('account.try_again'), act: syncAgain };
  const again = (
    <Button key="again" type="button" secondary={contact} onClick={first.act} data-testid="try-again">
      {first.label}
    </Button>
  );
  const carry = (
    <Button key="carry" type="button" secondary={!contact} onClick={carryOn} data-testid="carry-on">
      {online ? t('account.carry_on') : t('account.carry_on_offline')}
    </Button>
  );
  return (
    <>
      {contact && <p>{t('contact.still')}</p>}
      <div className="nhsuk-button-group db-no-print">
        {/* When trying again has failed too often, carrying on comes first. */}
        {contact ? [carry, again] : [again, carry]}
      </div>
    </>
  );
}

function Figures({ account, fromHistory }: Pick<AccountPageProps, 'account' | 'fromHistory'>) {
  const t = useTexts('sync');
  if (account.total === 0) return null;
  return (
    <>
      <h2 className="nhsuk-heading-m">{t('account.what_arrived')}</h2>
      <p data-testid="arrived">
        {account.received > 0 ? t('account.arrived', { count: account.received }) : t('account.arrived_none')}
        {account.waiting > 0 && !fromHistory && <> {t('account.what_waits', { count: account.waiting })}</>}
      </p>
      {account.waiting > 0 && !fromHistory && (
        <p className="db-no-print">
          <Link to="/unsent">{t('account.see_unsent')}</Link>
        </p>
      )}
    </>
  );
}

function Wifi() {
  const t = useTexts('sync');
  return (
    <>
      <h2 className="nhsuk-heading-m">{t('wifi.title')}</h2>
      <ol className="nhsuk-list nhsuk-list--number">
        {t('wifi.steps', { returnObjects: true }).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{t('wifi.not_allowed')}</p>
    </>
  );
}
