/** A signature: drawn with a finger, a pen or a mouse; or, for who cannot draw, a name that is written instead. Kept as a picture. */
import { Button, TextInput } from 'nhsuk-react-components';
import { useRef, useState, type PointerEvent } from 'react';
import { useAct } from '../../shared/backend';
import { RefusalMessage } from '../../shared/Refusal';
import { useTexts } from '../../texts';
import type { FieldProps } from './field';
import { Framed } from './Framed';
import { fromCanvas, sha256Of } from './picture';
import { Shown } from './Shown';

const [WIDTH, HEIGHT] = [600, 200];

export function SignatureField({ id, label, hint, error, value, onChange }: FieldProps) {
  const t = useTexts('form');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const [name, setName] = useState('');
  const keep = useAct((backend, drawn: HTMLCanvasElement) => backend.keepPicture(fromCanvas(drawn, 'image/png')));
  const sha256 = sha256Of(value);
  const brush = () => brushOf(canvas.current);
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [((event.clientX - left) * WIDTH) / width, ((event.clientY - top) * HEIGHT) / height];
    const context = brush();
    if (!context) return;
    if (event.type === 'pointerdown') {
      event.currentTarget.setPointerCapture(event.pointerId);
      context.beginPath();
      context.moveTo(x, y);
      // A dot is a stroke, too.
      context.lineTo(x + 0.1, y);
    } else context.lineTo(x, y);
    context.stroke();
    setDrawn(true);
  };
  const clear = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, WIDTH, HEIGHT);
    setDrawn(false);
  };
  const take = async () => {
    if (!drawn && name.trim() !== '') write(brush(), name.trim());
    const kept = canvas.current && (await keep.run(canvas.current));
    if (kept) onChange(kept.value);
  };
  if (sha256) {
    return (
      <Framed id={id} label={label} hint={hint} error={error}>
        <Shown sha256={sha256} label={label} />
        <Button type="button" secondary small onClick={() => onChange(undefined)}>
          {t('field.sign_again')}
        </Button>
      </Framed>
    );
  }
  return (
    <Framed id={id} label={label} hint={hint} error={error}>
      {keep.refusal && <RefusalMessage refusal={keep.refusal} />}
      <p className="db-quiet">{t('field.sign_here')}</p>
      <canvas
        ref={canvas}
        className="db-signature"
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={t('field.signature_surface')}
        data-testid="signature"
        onPointerDown={draw}
        onPointerMove={draw}
      />
      <TextInput
        id={`${id}-name`}
        label={t('field.sign_by_name')}
        hint={t('field.sign_by_name_hint')}
        value={name}
        autoComplete="off"
        disabled={drawn}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="db-field-buttons">
        <Button
          type="button"
          secondary
          small
          disabled={keep.busy || (!drawn && name.trim() === '')}
          data-testid="keep-signature"
          onClick={() => void take()}
        >
          {t('field.keep_signature')}
        </Button>
        {drawn && (
          <button type="button" className="db-link" onClick={clear}>
            {t('field.clear')}
          </button>
        )}
      </div>
    </Framed>
  );
}

function brushOf(canvas: HTMLCanvasElement | null): CanvasRenderingContext2D | null {
  const context = canvas?.getContext('2d') ?? null;
  if (context) [context.lineWidth, context.lineCap, context.lineJoin, context.strokeStyle] = [3, 'round', 'round', '#212b32'];
  return context;
}

/** As large as it fits: a long name is not cut off. */
function write(context: CanvasRenderingContext2D | null, name: string): void {
  if (!context) return;
  context.clearRect(0, 0, WIDTH, HEIGHT);
  [context.font, context.fillStyle, context.textBaseline] = ['italic 48px serif', '#212b32', 'middle'];
  context.fillText(name, 20, HEIGHT / 2, WIDTH - 40);
}
