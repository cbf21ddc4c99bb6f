/** Which values a sentence names, and whether another sentence may stand in its place. The service holds what campaigns say to the same. */
export const PLURAL = /_(zero|one|two|few|many|other)$/;

const valuesIn = (sentence: string) =>
  [...sentence.matchAll(/\{\{\s*(\w+)/g)]
    .map(([, value]) => value ?? '')
    .sort()
    .join(' ');

/** A form for one certain number need not say the number. */
export function sameValues(key: string, original: string, other: string): boolean {
  const [here, there] = [valuesIn(original), valuesIn(other)];
  if (here === there) return true;
  return /_(zero|one|two)$/.test(key) && valuesIn(original.replace(/\{\{\s*count[^}]*\}\}/g, '')) === there;
}
