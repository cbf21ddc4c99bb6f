/** Where one stands: asked of the device where it knows, typed where it does not; with how well it is known. */
import { Button, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTexts } from '../../texts';
import type { FieldProps, Of } from './field';
import { Framed } from './Framed';

const PARTS = ['latitude', 'longitude', 'accuracy'] as const;
type Parts = Partial<Record<(typeof PARTS)[number], unknown>>;

/** The device takes this long at most. */
const PATIENCE = 30_000;

function typedFrom(value: unknown): Record<(typeof PARTS)[number], string> {
  const parts = (typeof value === 'object' && value !== null ? value : {}) as Parts;
  const text = (part: unknown) => (typeof part === 'number' ? String(part) : typeof part === 'string' ? part : '');
  return { latitude: text(parts.latitude), longitude: text(parts.longitude), accuracy: text(parts.accuracy) };
}

function valueFrom(typed: Record<(typeof PARTS)[number], string>): Parts | undefined {
  const parts = PARTS.filter((part) => typed[part].trim() !== '').map((part) => {
    const plain = typed[part].trim().replace(',', '.');
    return [part, /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : typed[part]];
  });
  return parts.length === 0 ? undefined : (Object.fromEntries(parts) as Parts);
}

export function CoordinatesField({ id, label, hint, error, value, onChange, kind }: FieldProps & { kind: Of<'coordinates'> }) {
  const t = useTexts('form');
  const [typed, setTyped] = useState(() => typedFrom(value));
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  // Not in every webview, whatever the types say.
  const here = (navigator as { geolocation?: Geolocation }).geolocation;
  const put = (next: typeof typed) => {
    setTyped(next);
    onChange(valueFrom(next));
  };
  const ask = () => {
    setState('asking');
    here?.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        // Six digits are ten centimetres: more is not known.
        const six = (degrees: number) => String(Number(degrees.toFixed(6)));
        put({ latitude: six(coords.latitude), longitude: six(coords.longitude), accuracy: String(Math.ceil(coords.accuracy)) });
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 },
    );
  };
  const limit = typeof kind.accuracy === 'number' ? t('field.accuracy_limit', { metres: kind.accuracy }) : undefined;
  return (
    <Framed id={id} label={label} hint={[hint, limit].filter(Boolean).join(' ') || undefined} error={error}>
      {here && (
        <Button type="button" secondary small disabled={state === 'asking'} data-testid="where-am-i" onClick={ask}>
          {t('field.where_am_i')}
        </Button>
      )}
      <p role="status">{state === 'asking' ? t('field.asking_where') : state === 'failed' ? t('field.where_unknown') : ''}</p>
      <div className="db-coordinates">
        {PARTS.map((part) => (
          <TextInput
            key={part}
            id={`${id}-${part}`}
            label={t(`field.${part}`)}
            inputMode="text"
            autoComplete="off"
            value={typed[part]}
            onChange={(event) => put({ ...typed, [part]: event.target.value })}
          />
        ))}
      </div>
    </Framed>
  );
}
