export function UnsentPage() {
  return null;
}
