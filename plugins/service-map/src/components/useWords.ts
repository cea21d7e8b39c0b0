import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  TECHNOLOGIES,
  type HealthFinding,
  type PictureNode,
} from '@panorama/plugin-service-map-common';
import { POD_STATES, type PodState } from '@panorama/plugin-fleet-common';
import { useFormatters, type Formatters } from '@panorama/ui';
import { useMemo } from 'react';
import type { MapGroup } from '../map/grouping';
import { serviceMapTranslationRef } from '../translation';

/** `group:default/tracking` as people say it. */
export function shortRef(entityRef: string): string {
  return entityRef.replace(/^.*[:/]/, '');
}

/** Numbers of findings that have a unit; the others are plain counts. */
const UNITS: Record<string, (formatters: Formatters, value: number) => string> =
  {
    ratio: ({ percent }, value) => percent(value),
    p95Ms: ({ duration }, value) => milliseconds(value, duration),
    usualMs: ({ duration }, value) => milliseconds(value, duration),
    expiredAt: ({ moment }, value) => moment(value, Date.now()),
  };

/** Durations below a second are not minutes and seconds. */
export function milliseconds(
  value: number,
  duration: (ms: number) => string,
): string {
  return value < 1000 ? `${Math.round(value)} ms` : duration(value);
}

/** Codes whose `used` and `max` are bytes. */
const IN_BYTES = new Set(['memory-used', 'disk-used']);

/** Reasons that Kubernetes gives, by the state that the fleet shows for them. */
const STATE_OF_REASON: Record<string, PodState> = {
  OOMKilled: 'oom',
  CrashLoopBackOff: 'crashloop',
  ImagePullBackOff: 'imagepull',
  ErrImagePull: 'imagepull',
  Unschedulable: 'unschedulable',
};

/** The pod state that a reason stands for; the inventory says either. */
export function stateOfReason(reason: string): PodState | undefined {
  return STATE_OF_REASON[reason] ?? POD_STATES.find(state => state === reason);
}

export interface MapWords {
  technology(node: PictureNode): string;
  group(group: MapGroup): string;
  finding(finding: HealthFinding): string;
  /** “Since 09:12.”; empty where nobody knows. */
  since(finding: HealthFinding | undefined): string;
  /** “Since 09:12, for 14 min.” */
  sinceAndFor(finding: HealthFinding | undefined): string;
}

/** Sentences about nodes in the reader's language. */
export function useWords(): MapWords {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const formatters = useFormatters();
  return useMemo(() => {
    const reasonWords = (reason: string) => {
      const state = stateOfReason(reason);
      if (state === 'running' || state === 'completed') {
        return '';
      }
      return state ? t(`reason.${state}`) : t('reason.other', { reason });
    };
    return {
      technology: ({ technology, version, kind }) => {
        const known = TECHNOLOGIES.find(({ id }) => id === technology);
        const name = known?.title ?? t(`kind.${kind}`);
        return version ? `${name} ${version}` : name;
      },
      group: ({ label }) =>
        'value' in label ? shortRef(label.value) : t(`role.${label.role}`),
      since: finding =>
        finding?.since === undefined
          ? ''
          : t('finding.since', {
              time: formatters.moment(finding.since, Date.now()),
            }),
      sinceAndFor: finding =>
        finding?.since === undefined
          ? ''
          : t('finding.sinceAndFor', {
              time: formatters.moment(finding.since, Date.now()),
              duration: formatters.duration(Date.now() - finding.since),
            }),
      finding: ({ code, numbers, texts }) => {
        const words = Object.entries(numbers).map(([name, value]) => {
          const unit =
            IN_BYTES.has(code) && (name === 'used' || name === 'max')
              ? formatters.bytes(value)
              : UNITS[name]?.(formatters, value);
          return [name, unit ?? formatters.count(Math.round(value * 10) / 10)];
        });
        const values = {
          ...Object.fromEntries(words),
          ...texts,
          ...(texts.reason && { reason: reasonWords(texts.reason) }),
        };
        // Which values a code has is known where it is made, not here.
        const say = t as (
          key: string,
          values: Record<string, string>,
        ) => string;
        const key =
          code === 'replication-broken' && numbers.lagSeconds === undefined
            ? 'replication-stopped'
            : code;
        return say(`finding.${key}`, values).trim();
      },
    };
  }, [t, formatters]);
}
