export function FirstDownloadPage({ onDone }: { onDone: () => void }) {
  void onDone;
  return null;
}
