/** Lengths, durations and turns in words. */
import type { MapPoint } from '../backend/generated/MapPoint';
import type { RouteStep } from '../backend/generated/RouteStep';
import { number } from '../shared/format';
import { useTexts } from '../texts';

export interface MapWords {
  length: (metres: number) => string;
  duration: (seconds: number) => string;
  turn: (step: RouteStep) => string;
  name: (point: MapPoint | undefined) => string;
}

export function useMapWords(): MapWords {
  const t = useTexts('map');
  const length = (metres: number) =>
    metres < 1000 ? t('route.m', { value: number(metres) }) : t('route.km', { value: number(Math.round(metres / 100) / 10) });
  const duration = (seconds: number) => {
    const minutes = Math.max(1, Math.round(seconds / 60));
    return minutes < 60
      ? t('route.min', { value: number(minutes) })
      : t('route.h', { hours: number(Math.floor(minutes / 60)), minutes: number(minutes % 60) });
  };
  return {
    length,
    duration,
    turn: (step) => t(`turn.${step.turn}`, { street: step.street ?? t('no_street') }),
    name: (point) => point?.head ?? point?.address ?? point?.registration ?? t('households.nobody'),
  };
}
