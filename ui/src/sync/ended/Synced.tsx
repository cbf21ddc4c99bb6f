/** "Your changes are synced": a confirmation, then what was received, school by school. */
import { Panel } from 'nhsuk-react-components';
import { useRef } from 'react';
import { useMoment } from '../../shared/entry';
import { OthersNotice } from '../../safety/OthersNotice';
import { Page, titleProps } from '../../shared/Page';
import { useTexts } from '../../texts';
import type { AccountPageProps } from '../AccountPage';
import { OnPaper } from './OnPaper';
import { Received } from './Received';
import { WaysOut } from './WaysOut';
import { usePrinting } from './printing';

export function Synced({ account, fromHistory, carryOn }: AccountPageProps) {
  const t = useTexts('sync');
  const at = useMoment();
  const place = useRef<HTMLDivElement>(null);
  const print = usePrinting(place);
  const nothing = account.total === 0;
  const title = nothing ? t('synced.title_nothing') : t('synced.title');
  return (
    <Page title={title} ownTitle back={fromHistory ? '/history' : undefined} backLabel={t('account.history')} testId="end-completed">
      <div ref={place}>
        <OnPaper account={account} />
        <Panel>
          <h1 className="nhsuk-panel__heading" {...titleProps}>
            {title}
          </h1>
          <p>{nothing ? t('synced.body_nothing') : t('synced.body', { count: account.received })}</p>
        </Panel>
        <p className="db-quiet">
          {t('account.when', { at: at(account.ended_at ?? account.started_at) })}
          {account.fetched > 0 && <> · {t('account.fetched', { count: account.fetched })}</>}
        </p>
        <Received account={account} />
        <OthersNotice from="/" />
        <WaysOut fromHistory={fromHistory} carryOn={carryOn} print={nothing ? undefined : print} />
      </div>
    </Page>
  );
}
