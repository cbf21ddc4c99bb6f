/** Pictures: made small on this device before they are kept, and fetched again to be shown. */
import { useEffect, useState } from 'react';
import type { Picture } from '../../backend/generated/Picture';
import { useBackend } from '../../shared/backend';

/** The longer side of a photo that is kept, in pixels: a face or a card can be read, and it travels over a bad link. */
const LONGEST_SIDE = 1280;
const QUALITY = 0.8;

/** The name of a picture in an answer. */
export function sha256Of(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'sha256' in value && typeof value.sha256 === 'string' ? value.sha256 : undefined;
}

/** A photo, no larger than it need be. What the camera wrote beside it (where it was taken, by which camera) does not come along. */
export async function madeSmall(file: Blob): Promise<Picture> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return fromCanvas(canvas, 'image/jpeg');
}

export function fromCanvas(canvas: HTMLCanvasElement, mediaType: 'image/jpeg' | 'image/png'): Picture {
  return { media_type: mediaType, base64: canvas.toDataURL(mediaType, QUALITY).split(',')[1] ?? '' };
}

/** The picture of that name as an address that an image shows; undefined while it is fetched, null where it is not here. */
export function usePicture(sha256: string | undefined): string | null | undefined {
  const backend = useBackend();
  const [found, setFound] = useState<{ of: string; address: string | null }>();
  useEffect(() => {
    if (!sha256) return;
    let late = false;
    const keep = (address: string | null) => !late && setFound({ of: sha256, address });
    backend.picture(sha256).then(
      ({ media_type, base64 }) => keep(`data:${media_type};base64,${base64}`),
      () => keep(null),
    );
    return () => {
      late = true;
    };
  }, [backend, sha256]);
  return found?.of === sha256 ? found?.address : undefined;
}
