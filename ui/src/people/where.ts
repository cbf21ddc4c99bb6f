/** Where one stands, asked of the device: not every webview knows. */

export interface Where {
  latitude: number;
  longitude: number;
  /** Metres. */
  accuracy: number;
}

/** The device takes this long at most. */
const PATIENCE = 30_000;

// Not in every webview, whatever the types say.
const here = () => (navigator as { geolocation?: Geolocation }).geolocation;

export const canAskWhere = () => here() !== undefined;

/** None where it cannot be said. */
export function askWhere(): Promise<Where | null> {
  return new Promise((done) => {
    const asked = here();
    if (!asked) return done(null);
    asked.getCurrentPosition(
      ({ coords }) => {
        // Six digits are ten centimetres: more is not known.
        const six = (degrees: number) => Number(degrees.toFixed(6));
        done({ latitude: six(coords.latitude), longitude: six(coords.longitude), accuracy: Math.ceil(coords.accuracy) });
      },
      () => done(null),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 },
    );
  });
}
