/** How large the words are: kept on this device, like the language. The webview's own zoom goes on top of it. */
import { useState } from 'react';

const KEPT = 'daybook.text-size';

export const TEXT_SIZES = ['usual', 'large', 'largest'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

export function keptTextSize(): TextSize {
  return TEXT_SIZES.find((each) => each === localStorage.getItem(KEPT)) ?? 'usual';
}

/** The style sheet does the rest. */
export function showTextSize(size: TextSize): void {
  document.documentElement.dataset.textSize = size;
}

/** The size now, and a way to another. */
export function useTextSize(): [TextSize, (size: TextSize) => void] {
  const [size, setSize] = useState(keptTextSize);
  return [
    size,
    (next) => {
      localStorage.setItem(KEPT, next);
      showTextSize(next);
      setSize(next);
    },
  ];
}
