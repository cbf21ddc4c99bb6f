/** A picture of an answer, wherever answers are shown. */
import { useTexts } from '../../texts';
import { usePicture } from './picture';

export function Shown({ sha256, label }: { sha256: string; label: string }) {
  const t = useTexts('form');
  const address = usePicture(sha256);
  if (address === null) return <span className="db-quiet">{t('field.picture_elsewhere')}</span>;
  return address === undefined ? null : <img className="db-picture" src={address} alt={t('field.picture_of', { label })} />;
}
