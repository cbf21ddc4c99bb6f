/** After a start of the app: one press instead of the code, where the person wished it. The code stands below it, always. */
import { Button } from 'nhsuk-react-components';
import { useEffect } from 'react';
import type { PersonLine } from '../backend/generated/PersonLine';
import { useAct } from '../shared/backend';
import { RefusalMessage } from '../shared/Refusal';
import { useTexts } from '../texts';

export function WithKeychain({ person, onDamaged }: { person: PersonLine; onDamaged: () => void }) {
  const t = useTexts('unlock');
  const open = useAct((backend) => backend.unlockWithKeychain(person.person));
  const { refusal } = open;
  useEffect(() => {
    if (refusal?.code === 'damaged') onDamaged();
  }, [refusal, onDamaged]);
  return (
    <>
      {refusal && <RefusalMessage refusal={refusal} />}
      {person.keychain && (
        <>
          <Button type="button" disabled={open.busy} onClick={() => void open.run()} data-testid="open-keychain">
            {open.busy ? t('keychain.busy') : t('keychain.open')}
          </Button>
          <p>{t('keychain.or')}</p>
        </>
      )}
    </>
  );
}
