/** A photo: from the camera where the device offers it, or from a file; made small and encrypted here before it goes anywhere. */
import { Button } from 'nhsuk-react-components';
import { useRef, useState } from 'react';
import { useAct } from '../../shared/backend';
import { RefusalMessage } from '../../shared/Refusal';
import { useTexts } from '../../texts';
import type { FieldProps } from './field';
import { Framed } from './Framed';
import { madeSmall, sha256Of } from './picture';
import { Shown } from './Shown';

export function PhotoField({ id, label, hint, error, value, onChange }: FieldProps) {
  const t = useTexts('form');
  const input = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const keep = useAct(async (backend, file: File) => backend.keepPicture(await madeSmall(file)));
  const sha256 = sha256Of(value);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const readable = await createImageBitmap(file).then(
      (picture) => (picture.close(), true),
      () => false,
    );
    setUnreadable(!readable);
    const kept = readable ? await keep.run(file) : undefined;
    if (kept) onChange(kept.value);
    if (input.current) input.current.value = '';
  };
  return (
    <Framed id={id} label={label} hint={hint} error={unreadable ? t('field.no_picture') : error}>
      {keep.refusal && <RefusalMessage refusal={keep.refusal} />}
      {sha256 && <Shown sha256={sha256} label={label} />}
      <div className="db-field-buttons">
        <input
          ref={input}
          id={`${id}-file`}
          className="nhsuk-file-upload"
          type="file"
          accept="image/*"
          capture="environment"
          aria-label={sha256 ? t('field.another_photo', { label }) : t('field.take_photo', { label })}
          data-testid="photo"
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {sha256 && (
          <Button type="button" secondary small onClick={() => onChange(undefined)}>
            {t('field.remove_picture')}
          </Button>
        )}
      </div>
    </Framed>
  );
}
