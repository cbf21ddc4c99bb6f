/** Where the person is, if this computer can tell. Asked only when she presses the button; kept nowhere. */
import { useCallback, useState } from 'react';

const PATIENCE = 10_000;

export interface Place {
  at: [number, number] | null;
  accuracy: number;
  /** It was asked, and does not say. */
  nowhere: boolean;
  finding: boolean;
  find: () => Promise<[number, number] | null>;
}

export function usePlace(): Place {
  const [found, setFound] = useState<{ at: [number, number] | null; accuracy: number; nowhere: boolean }>({
    at: null,
    accuracy: 0,
    nowhere: false,
  });
  const [finding, setFinding] = useState(false);
  const find = useCallback(async () => {
    setFinding(true);
    const position = await ask();
    const at: [number, number] | null = position ? [position.coords.longitude, position.coords.latitude] : null;
    setFound({ at, accuracy: position?.coords.accuracy ?? 0, nowhere: at === null });
    setFinding(false);
    return at;
  }, []);
  return { ...found, finding, find };
}

/** Some webviews have it, never answer and never refuse: then the patience ends here. */
function ask(): Promise<GeolocationPosition | null> {
  const { geolocation } = navigator as { geolocation?: Geolocation };
  if (!geolocation) return Promise.resolve(null);
  return new Promise((resolve) => {
    const enough = window.setTimeout(() => resolve(null), PATIENCE + 500);
    const answer = (position: GeolocationPosition | null) => {
      window.clearTimeout(enough);
      resolve(position);
    };
    geolocation.getCurrentPosition(answer, () => answer(null), { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 30_000 });
  });
}
