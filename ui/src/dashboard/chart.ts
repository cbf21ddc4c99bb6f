/**
 * The one file that knows Chart.js. Loaded when a chart is shown and not before.
 *
 * What is not sent yet stands on top of what was counted, hatched: told by more than its colour. Nothing moves, and the words
 * around a chart are ours, outside of it, where they can be read and enlarged.
 */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartOptions,
} from 'chart.js';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement, Tooltip);

const INK = '#1c4a86';
const CARE = '#8a4b00';
const PAPER = '#ffffff';
const GRID = '#d3dbe3';
const WORDS = '#212b32';

export interface Bars {
  line: boolean;
  labels: string[];
  counted: number[];
  unsent: number[];
  words: { counted: string; unsent: string };
}

interface Manner {
  rightToLeft: boolean;
  number: (value: number) => string;
}

/** Draws; gives what ends it. Throws where the canvas cannot be drawn on. */
export function draw(canvas: HTMLCanvasElement, bars: Bars, manner: Manner): () => void {
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('nothing to draw with');
  const some = bars.unsent.some((amount) => amount !== 0);
  return bars.line ? line(pen, bars, some, manner) : across(pen, bars, some, manner);
}

function line(pen: CanvasRenderingContext2D, { labels, counted, unsent, words }: Bars, some: boolean, manner: Manner): () => void {
  const together = counted.map((amount, place) => amount + (unsent[place] ?? 0));
  const points = { pointRadius: labels.length > 40 ? 0 : 4, borderWidth: 3 };
  const chart = new Chart<'line', number[], string>(pen, {
    type: 'line',
    data: {
      labels,
      datasets: [
        { label: words.counted, data: counted, borderColor: INK, backgroundColor: INK, ...points },
        ...(some
          ? [{ label: words.unsent, data: together, borderColor: CARE, backgroundColor: PAPER, borderDash: [6, 5], ...points }]
          : []),
      ],
    },
    options: options(manner, 'x'),
  });
  return () => chart.destroy();
}

function across(pen: CanvasRenderingContext2D, { labels, counted, unsent, words }: Bars, some: boolean, manner: Manner): () => void {
  const chart = new Chart<'bar', number[], string>(pen, {
    type: 'bar',
    data: {
      labels,
      datasets: [
        { label: words.counted, data: counted, backgroundColor: INK, maxBarThickness: 26 },
        ...(some
          ? [{ label: words.unsent, data: unsent, backgroundColor: hatched(pen), borderColor: CARE, borderWidth: 2, maxBarThickness: 26 }]
          : []),
      ],
    },
    options: options(manner, 'y'),
  });
  return () => chart.destroy();
}

/** `groups`: along which side the groups stand. */
function options({ rightToLeft, number }: Manner, groups: 'x' | 'y'): ChartOptions<'line'> & ChartOptions<'bar'> {
  const font = { family: 'Arial, sans-serif', size: 14 };
  const stacked = groups === 'y';
  const names = { stacked, grid: { display: false }, ticks: { color: WORDS, font, maxRotation: 45, autoSkipPadding: 12 } };
  const amounts = {
    stacked,
    // What is taken back is less than what was counted: it stands in the table, and moves no axis.
    min: 0,
    grid: { color: GRID },
    ticks: { color: WORDS, font, precision: 0, maxTicksLimit: 7, callback: (value: number | string) => number(Number(value)) },
  };
  const [x, y] = groups === 'x' ? [names, amounts] : [amounts, names];
  return {
    indexAxis: groups,
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    // Half of the last day's words stand beyond the last day.
    layout: { padding: { top: 8, left: rightToLeft ? 32 : 4, right: rightToLeft ? 4 : 16 } },
    scales: { x: { ...x, reverse: rightToLeft }, y: { ...y, position: rightToLeft ? 'right' : 'left' } },
    plugins: {
      tooltip: {
        rtl: rightToLeft,
        titleFont: font,
        bodyFont: font,
        callbacks: { label: ({ dataset, raw }) => `${dataset.label ?? ''}: ${number(Number(raw))}` },
      },
    },
  };
}

/** Stripes on paper. */
function hatched(pen: CanvasRenderingContext2D): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const brush = tile.getContext('2d');
  if (!brush) return CARE;
  brush.fillStyle = PAPER;
  brush.fillRect(0, 0, 8, 8);
  brush.strokeStyle = CARE;
  brush.lineWidth = 2;
  for (const from of [-8, 0, 8]) {
    brush.beginPath();
    brush.moveTo(from, 8);
    brush.lineTo(from + 8, 0);
    brush.stroke();
  }
  return pen.createPattern(tile, 'repeat') ?? CARE;
}
