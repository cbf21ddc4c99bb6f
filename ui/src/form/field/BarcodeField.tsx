/** What a code says: read by the camera where this device can, typed where it cannot. */
import { Button, TextInput } from 'nhsuk-react-components';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../texts';
import { textOf, type FieldProps } from './field';

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}

/** The webview's own reader of codes; many have none. */
function detector(): Detector | undefined {
  const made = (globalThis as { BarcodeDetector?: new () => Detector }).BarcodeDetector;
  // Not everywhere is there a camera to ask, whatever the types say.
  const camera = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  return made && camera ? new made() : undefined;
}

export function BarcodeField({ id, label, hint, error, value, onChange }: FieldProps) {
  const t = useTexts('form');
  const [reader] = useState(detector);
  const [looking, setLooking] = useState(false);
  const [failed, setFailed] = useState(false);
  const typing = reader ? t('field.barcode_hint') : t('field.barcode_typed');
  return (
    <>
      <TextInput
        id={id}
        label={label}
        labelProps={{ size: 's' }}
        hint={hint ? `${hint} ${typing}` : typing}
        error={error}
        autoComplete="off"
        spellCheck={false}
        value={textOf(value)}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
      {reader && !looking && (
        <Button type="button" secondary small onClick={() => setLooking(true)}>
          {t('field.scan')}
        </Button>
      )}
      {failed && <p role="status">{t('field.no_camera')}</p>}
      {reader && looking && (
        <Camera
          reader={reader}
          onRead={(text) => {
            setLooking(false);
            onChange(text);
          }}
          onEnd={(failed) => {
            setLooking(false);
            setFailed(failed);
          }}
        />
      )}
    </>
  );
}

/** Looks until it has read a code, or until nobody wants it any more. */
function Camera({ reader, onRead, onEnd }: { reader: Detector; onRead: (text: string) => void; onEnd: (failed: boolean) => void }) {
  const t = useTexts('form');
  const video = useRef<HTMLVideoElement>(null);
  const ends = useRef({ onRead, onEnd });
  useEffect(() => {
    let stream: MediaStream | undefined;
    let over = false;
    const look = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const screen = video.current;
      if (!screen || over) return;
      screen.srcObject = stream;
      await screen.play();
      while (!over) {
        const [code] = await reader.detect(screen);
        if (code && !over) return ends.current.onRead(code.rawValue);
        await new Promise((done) => setTimeout(done, 200));
      }
    };
    look()
      .catch(() => !over && ends.current.onEnd(true))
      .finally(() => stream?.getTracks().forEach((track) => track.stop()));
    return () => {
      over = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, [reader]);
  return (
    <div className="db-camera">
      {/* What the camera sees has no sound. */}
      <video ref={video} muted playsInline aria-label={t('field.camera')} />
      <Button type="button" secondary small onClick={() => onEnd(false)}>
        {t('field.stop_camera')}
      </Button>
    </div>
  );
}
