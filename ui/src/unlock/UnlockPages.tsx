/** Nobody is in: who is this, her code, and the ways round a code that is forgotten or data that does not open. */
import { useState } from 'react';
import type { PersonLine } from '../backend/generated/PersonLine';
import type { UserId } from '../backend/generated/UserId';
import { RescueForm } from '../rescue/RescuePage';
import { DamagedPage } from '../safety/DamagedPage';
import { useStatus } from '../shared/status';
import { SignInPage } from '../sign-in/SignInPage';
import { ForgottenPage } from './ForgottenPage';
import { UnlockPage } from './UnlockPage';
import { WhoPage } from './WhoPage';

type Place =
  | { at: 'who' }
  | { at: 'code' | 'forgotten' | 'damaged' | 'rescue'; person: UserId }
  | { at: 'sign_in'; aside: boolean; username?: string };

export function UnlockPages() {
  const { people, notice } = useStatus();
  const [place, setPlace] = useState<Place>(() => {
    const [only, ...others] = people;
    const last = notice?.kind === 'locked_idle' ? notice.person : others.length === 0 ? only?.person : undefined;
    return last ? { at: 'code', person: last } : { at: 'who' };
  });
  const who = () => setPlace({ at: 'who' });
  if (place.at === 'sign_in') return <SignInPage key={String(place.aside)} aside={place.aside} username={place.username} onBack={who} />;
  const person = place.at === 'who' ? undefined : people.find((each) => each.person === place.person);
  if (place.at === 'who' || !person)
    return (
      <WhoPage
        key="who"
        onChoose={(chosen) => setPlace({ at: chosen.sound ? 'code' : 'damaged', person: chosen.person })}
        onSomeoneElse={() => setPlace({ at: 'sign_in', aside: false })}
        onRelease={(asked) => setPlace({ at: 'forgotten', person: asked })}
      />
    );
  return <OfPerson key={`${place.at}-${person.person}`} at={place.at} person={person} go={setPlace} />;
}

function OfPerson({ at, person, go }: { at: Exclude<Place['at'], 'who' | 'sign_in'>; person: PersonLine; go: (place: Place) => void }) {
  const to = (next: 'code' | 'forgotten' | 'damaged' | 'rescue') => () => go({ at: next, person: person.person });
  const aside = () => go({ at: 'sign_in', aside: true, username: person.username });
  const others = () => go({ at: 'who' });
  if (at === 'rescue') return <RescueForm person={person.person} onBack={to('code')} />;
  if (at === 'damaged' || !person.sound)
    return <DamagedPage person={person.person} name={person.name} onOthers={others} onStartedAgain={aside} />;
  if (at === 'forgotten') return <ForgottenPage person={person} onBack={to('code')} onRescue={to('rescue')} onBeside={aside} />;
  return <UnlockPage person={person} onOthers={others} onForgotten={to('forgotten')} onDamaged={to('damaged')} onRescue={to('rescue')} />;
}
