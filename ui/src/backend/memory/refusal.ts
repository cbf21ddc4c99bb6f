/** A refusal as the app gives it: a closed code and what belongs to it. */
import type { CommandError } from '../generated/CommandError';
import type { ErrorCode } from '../generated/ErrorCode';

export function refusal(code: ErrorCode, more: Partial<CommandError> = {}): Error & CommandError {
  return Object.assign(new Error(code), { code, faults: [], tries_left: null, wait_seconds: null, reference: 'K4-77Q', ...more });
}
