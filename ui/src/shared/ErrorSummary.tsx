/**
 * Faults by field: one list at the top that leads to each field, and the words beside the field.
 *
 * Words are looked up as `<namespace>:fault.<field>.<code>`, then `<namespace>:fault.<field>.any`, then by the code alone.
 */
import { ErrorSummary as Summary } from 'nhsuk-react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../backend/generated/Fault';
import { useTexts, type Namespace } from '../texts';

/** Turns a fault into words. */
export function useFaultWords(namespace: Namespace): (fault: Fault) => string {
  const { i18n } = useTranslation();
  const t = useTexts('codes');
  return (fault) => {
    const found = [`fault.${fault.field}.${fault.code}`, `fault.${fault.field}.any`].find((key) => i18n.exists(key, { ns: namespace }));
    return found ? String(i18n.t(found as never, { ns: namespace } as never)) : t(`fault.${fault.code}`);
  };
}

/** The words for one field, for its `error`. */
export function faultOf(faults: Fault[] | undefined, field: string, words: (fault: Fault) => string): string | undefined {
  const fault = faults?.find((each) => each.field === field);
  return fault && words(fault);
}

/** Fields are found by their id, which is the field's name. */
export function ErrorSummary({ faults, namespace }: { faults: Fault[] | undefined; namespace: Namespace }) {
  const words = useFaultWords(namespace);
  const items = (faults ?? []).map((fault) => ({ id: fault.field, words: words(fault) }));
  return <Problems items={items} focusOn={faults} />;
}

/** What is wrong, each with the id of what it leads to. It takes the focus when it comes, and whenever `focusOn` is another. */
export function Problems({ items, focusOn }: { items: { id: string; words: string }[]; focusOn?: unknown }) {
  const t = useTexts('common');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [focusOn]);
  if (items.length === 0) return null;
  return (
    <Summary ref={box} data-testid="error-summary" tabIndex={-1}>
      <Summary.Title>{t('error_summary')}</Summary.Title>
      <Summary.List>
        {items.map(({ id, words }) => (
          <Summary.ListItem
            key={`${id}-${words}`}
            href={`#${id}`}
            onClick={(event) => {
              // The address after # is the page's; so the field is found by hand.
              event.preventDefault();
              goTo(id);
            }}
          >
            {words}
          </Summary.ListItem>
        ))}
      </Summary.List>
    </Summary>
  );
}

function goTo(field: string): void {
  const at = document.getElementById(field);
  const into = at?.matches('input,select,textarea,button,a') ? at : (at?.querySelector<HTMLElement>('input,select,textarea,button') ?? at);
  into?.focus();
  at?.scrollIntoView?.({ block: 'center' });
}
