/**
 * The code for working offline: five words shown once, or a passphrase of one's own; then typed again, to be sure of it.
 *
 * The app keeps what was chosen; a page here knows it only while it is shown. Nothing is on the disk before the check is passed.
 */
import { useState } from 'react';
import { useOpenForm } from '../shared/open-form';
import { CheckPage } from './CheckPage';
import { OwnPage } from './OwnPage';
import { WordsPage } from './WordsPage';

export function ChooseCodePages() {
  useOpenForm();
  const [at, setAt] = useState<'words' | 'own' | 'check' | 'check_own'>('words');
  if (at === 'words') return <WordsPage key="words" onGoOn={() => setAt('check')} onOwn={() => setAt('own')} />;
  if (at === 'own') return <OwnPage key="own" onGoOn={() => setAt('check_own')} onBack={() => setAt('words')} />;
  return <CheckPage key={at} own={at === 'check_own'} onBack={() => setAt(at === 'check' ? 'words' : 'own')} />;
}
