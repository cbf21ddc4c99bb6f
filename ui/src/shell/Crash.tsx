/** What is shown when a screen breaks: the data is on the disk, not in the screen, and it says so. */
import { Component, type ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { useTexts } from '../texts';
import { Page } from '../shared/Page';

/** A short word for support, made from the fault's own name so that two people with the same one read out the same. */
function referenceOf(fault: unknown): string {
  const text = fault instanceof Error ? `${fault.name}${fault.message}` : String(fault);
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 46_656;
  return `UI-${sum.toString(36).toUpperCase().padStart(3, '0')}`;
}

function CrashWords({ fault }: { fault: unknown }) {
  const t = useTexts('shell');
  return (
    <>
      <p>{t('crash.safe')}</p>
      <p>{t('crash.next')}</p>
      <button type="button" className="nhsuk-button" onClick={() => window.location.assign('./')}>
        {t('crash.again')}
      </button>
      <p className="db-quiet">{t('crash.reference', { reference: referenceOf(fault) })}</p>
    </>
  );
}

/** Around the whole app, outside the router. */
export class Crash extends Component<{ children: ReactNode }, { fault: unknown }> {
  override state = { fault: undefined };
  static getDerivedStateFromError(fault: unknown) {
    return { fault };
  }
  override render() {
    return this.state.fault === undefined ? this.props.children : <CrashedApp fault={this.state.fault} />;
  }
}

function CrashedApp({ fault }: { fault: unknown }) {
  const t = useTexts('shell');
  return (
    <main className="nhsuk-width-container nhsuk-main-wrapper" role="alert" data-testid="crash">
      <h1 className="nhsuk-heading-l">{t('crash.title')}</h1>
      <CrashWords fault={fault} />
    </main>
  );
}

/** Around one page: the strip and the navigation still stand. */
export function RouteCrash() {
  const t = useTexts('shell');
  const fault = useRouteError();
  return (
    <Page title={t('crash.title')} testId="crash">
      <CrashWords fault={fault} />
    </Page>
  );
}
