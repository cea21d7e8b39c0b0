import type { ObjectCondition } from '@panorama/plugin-fleet-node';
import { WHOLE, type Fields } from './selectJson';

/** Messages of controllers are sentences; longer ones are dumps. */
const MAX_MESSAGE = 500;

export const CONDITION_FIELDS: [Fields] = [
  { type: WHOLE, status: WHOLE, reason: WHOLE, message: WHOLE },
];

export type SelectedCondition = Partial<ObjectCondition>;

export function conditionsOf(
  conditions: SelectedCondition[] | undefined,
): ObjectCondition[] {
  return (conditions ?? []).map(({ type, status, reason, message }) => ({
    type: type ?? '',
    status: status ?? '',
    ...(reason && { reason }),
    ...(message && { message: message.slice(0, MAX_MESSAGE) }),
  }));
}
