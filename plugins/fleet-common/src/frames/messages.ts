import { FrameError } from './FrameError';
import {
  FRAMES_PROTOCOL,
  type ByeFrame,
  type ClustersFrame,
  type HelloFrame,
} from './protocol';

/** Frames whose payload is JSON, with what is in it. */
export interface FrameMessages {
  hello: HelloFrame;
  clusters: ClustersFrame;
  heartbeat: { serverTime: number };
  bye: ByeFrame;
}

const BYE_REASONS: ReadonlyArray<unknown> = [
  'reauth',
  'shutdown',
  'revoked',
] satisfies Array<ByeFrame['reason']>;

const CHECKS: {
  [Type in keyof FrameMessages]: Partial<
    Record<keyof FrameMessages[Type], (value: unknown) => boolean>
  >;
} = {
  hello: {
    protocol: Number.isFinite,
    serverTime: Number.isFinite,
    heartbeatMs: Number.isFinite,
    accessClass: value => typeof value === 'string',
  },
  clusters: {
    serverTime: Number.isFinite,
    clusters: value =>
      Array.isArray(value) &&
      value.every(entry => typeof entry?.name === 'string'),
  },
  heartbeat: { serverTime: Number.isFinite },
  bye: {
    reason: value => BYE_REASONS.includes(value),
    retryMs: Number.isFinite,
  },
};

/** @public */
export function encodeMessage<Type extends keyof FrameMessages>(
  _type: Type,
  message: FrameMessages[Type],
): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

/** @throws FrameError when a field is missing or wrong, or the protocol is another one. */
export function decodeMessage<Type extends keyof FrameMessages>(
  type: Type,
  payload: Uint8Array,
): FrameMessages[Type] {
  let message: Record<string, unknown>;
  try {
    message = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(payload),
    );
  } catch (error) {
    throw new FrameError('corrupt', `A ${type} frame is not JSON: ${error}`);
  }
  for (const [field, check] of Object.entries(CHECKS[type])) {
    const value = message?.[field];
    if (!(check as (value: unknown) => boolean)(value)) {
      throw new FrameError(
        'corrupt',
        `A ${type} frame has a wrong ${field}: ${JSON.stringify(value)}.`,
      );
    }
  }
  if (type === 'hello' && message.protocol !== FRAMES_PROTOCOL) {
    throw new FrameError(
      'unknown',
      `The portal speaks stream protocol ${message.protocol}, this page ${FRAMES_PROTOCOL}: reload the page.`,
    );
  }
  return message as unknown as FrameMessages[Type];
}
