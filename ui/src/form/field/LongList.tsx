/**
 * A list of thousands: a box to type in, and below it what fits, the first so many of it and the number of the rest.
 *
 * The list itself never comes here: the backend is asked again at each letter. A late answer to earlier letters is dropped.
 */
import { TextInput } from 'nhsuk-react-components';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Offer } from '../../backend/generated/Offer';
import { useBackend } from '../../shared/backend';
import { useTexts } from '../../texts';
import { chosenOf, saidOf } from './Chosen';
import type { FieldProps } from './field';

export function LongList(props: FieldProps & { many: boolean }) {
  const { id, draft, place, label, hint, error, value, onChange, language, many } = props;
  const t = useTexts('form');
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const offer = useOffer(typed, { draft, place, language });
  const chosen = chosenOf(value);
  const open = typed !== null;
  const choices = open ? (offer?.choices ?? []) : [];
  const choose = (each: string) => {
    setTyped(null);
    setAt(0);
    onChange(many ? [...chosen.filter((other) => other !== each), each] : each);
  };
  const takeBack = (each: string) => {
    const left = chosen.filter((other) => other !== each);
    onChange(left.length === 0 ? undefined : many ? left : left[0]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) return setTyped('');
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((at) => Math.max(0, Math.min(choices.length - 1, at + step)));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      const under = choices[at];
      if (under) choose(under.value);
    } else if (event.key === 'Escape') setTyped(null);
  };
  return (
    <div className="db-long-list" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setTyped(null)}>
      {chosen.length > 0 && (
        <ul className="db-long-list__chosen" aria-label={t('field.chosen', { label })}>
          {chosen.map((each) => (
            <li key={each} data-testid="chosen">
              <span>{saidOf(props, each)}</span>{' '}
              <button
                type="button"
                className="db-link"
                aria-label={t('field.take_back_of', { label: saidOf(props, each) })}
                onClick={() => takeBack(each)}
              >
                {t('field.take_back')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        id={id}
        label={label}
        labelProps={{ size: 's' }}
        hint={hint ?? t('field.search_hint')}
        error={error}
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && choices[at] ? `${listId}-${at}` : undefined}
        autoComplete="off"
        value={typed ?? ''}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onClick={() => setTyped((typed) => typed ?? '')}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={label} className="db-long-list__offer" hidden={!open || choices.length === 0}>
        {choices.map((choice, number) => (
          // The keys are the box's: a list that is chosen from has no focus of its own.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={choice.value}
            id={`${listId}-${number}`}
            ref={number === at ? (line) => line?.scrollIntoView?.({ block: 'nearest' }) : undefined}
            role="option"
            aria-selected={number === at}
            className="db-long-list__choice"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(choice.value)}
          >
            {choice.label}
          </li>
        ))}
      </ul>
      <p className="db-quiet" role="status" data-testid="offered">
        {open && offer && (choices.length === 0 ? t('field.none_fit') : offer.more > 0 ? t('field.more', { count: offer.more }) : '')}
      </p>
    </div>
  );
}

function useOffer(typed: string | null, ask: Pick<FieldProps, 'draft' | 'place' | 'language'>): Offer | undefined {
  const backend = useBackend();
  const [offer, setOffer] = useState<Offer>();
  const turn = useRef(0);
  const { draft, language } = ask;
  const key = JSON.stringify(ask.place);
  useEffect(() => {
    const mine = ++turn.current;
    if (typed === null) return;
    backend.offer({ draft, place: JSON.parse(key) as FieldProps['place'], typed, language }).then(
      (offer) => mine === turn.current && setOffer(offer),
      () => mine === turn.current && setOffer(undefined),
    );
  }, [backend, draft, key, language, typed]);
  return offer;
}
