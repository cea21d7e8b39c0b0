import type { KindDefinition } from '../kinds';
import type { StoredObject } from '../KubeObject';
import type { ResourceCall } from '../server/Call';
import {
  badRequest,
  forbiddenValue,
  invalidOptions,
  notSupportedValue,
  type FieldError,
} from '../server/status';
import { parseFieldSelector } from '../selectors/fieldSelector';
import { SelectorError, parseLabelSelector } from '../selectors/labelSelector';

/** The query of a list or watch, read and checked. */
export type ListOptions = {
  /** Undefined when the request has no selector at all. */
  matches: ((object: StoredObject) => boolean) | undefined;
  limit: number;
  continueToken: string;
  resourceVersion: string;
  resourceVersionMatch: string;
  timeoutSeconds: number | undefined;
  allowWatchBookmarks: boolean;
  sendInitialEvents: boolean | undefined;
};

function readBoolean(value: string | null): boolean | undefined {
  if (value === null) return undefined;
  // Source: conversion.Convert_Slice_string_To_bool: anything but these words counts as true.
  return !(value === 'false' || value === '0' || value === '');
}

function readInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d+$/.test(text)) {
    throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  }
  return Number(text);
}

/** Source: ValidateListOptions, validateWatchOptions. */
function complaints(
  options: ListOptions,
  watch: boolean,
  watchListServed: boolean,
): FieldError[] {
  const { resourceVersionMatch: match, sendInitialEvents } = options;
  const errors: FieldError[] = [];
  const complain = (error: FieldError) => errors.push(error);
  if (watch) {
    if (sendInitialEvents !== undefined) {
      if (match !== 'NotOlderThan') {
        complain(
          forbiddenValue(
            'resourceVersionMatch',
            'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
          ),
        );
      }
      if (!watchListServed) {
        complain(
          forbiddenValue(
            'sendInitialEvents',
            'sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
          ),
        );
      }
    }
    if (match !== '') {
      if (sendInitialEvents === undefined) {
        complain(
          forbiddenValue(
            'resourceVersionMatch',
            'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
          ),
        );
      }
      if (match !== 'NotOlderThan') {
        complain(
          notSupportedValue('resourceVersionMatch', match, ['NotOlderThan']),
        );
      }
    }
    return errors;
  }
  if (match !== '') {
    if (options.resourceVersion === '') {
      complain(
        forbiddenValue(
          'resourceVersionMatch',
          'resourceVersionMatch is forbidden unless resourceVersion is provided',
        ),
      );
    }
    if (options.continueToken !== '') {
      complain(
        forbiddenValue(
          'resourceVersionMatch',
          'resourceVersionMatch is forbidden when continue is provided',
        ),
      );
    }
    if (match !== 'Exact' && match !== 'NotOlderThan') {
      complain(
        notSupportedValue('resourceVersionMatch', match, [
          'Exact',
          'NotOlderThan',
          '',
        ]),
      );
    }
    if (match === 'Exact' && options.resourceVersion === '0') {
      complain(
        forbiddenValue(
          'resourceVersionMatch',
          'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
        ),
      );
    }
  }
  if (sendInitialEvents !== undefined) {
    complain(
      forbiddenValue(
        'sendInitialEvents',
        'sendInitialEvents is forbidden for list',
      ),
    );
  }
  return errors;
}

function readMatcher(
  query: URLSearchParams,
  kind: KindDefinition,
  name: string,
): ListOptions['matches'] {
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  if (labels === '' && fields === '' && name === '') return undefined;
  try {
    const byLabels = parseLabelSelector(labels);
    const byFields = parseFieldSelector(fields, kind);
    return object => byLabels(object.labels) && byFields(object);
  } catch (cause) {
    if (cause instanceof SelectorError) throw badRequest(cause.message);
    throw cause;
  }
}

/** @throws StatusError 400 for values that cannot be read, 422 for ones that do not go together */
export function readListOptions(
  call: ResourceCall,
  kind: KindDefinition,
): ListOptions {
  const { query, info, cluster } = call;
  const options: ListOptions = {
    matches: readMatcher(query, kind, info.name),
    limit: readInteger(query, 'limit') ?? 0,
    continueToken: query.get('continue') ?? '',
    resourceVersion: query.get('resourceVersion') ?? '',
    resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
    timeoutSeconds: readInteger(query, 'timeoutSeconds'),
    allowWatchBookmarks: readBoolean(query.get('allowWatchBookmarks')) ?? false,
    sendInitialEvents: readBoolean(query.get('sendInitialEvents')),
  };
  const errors = complaints(options, info.verb === 'watch', cluster.watchList);
  if (errors.length > 0) throw invalidOptions('ListOptions', errors);
  if (
    options.resourceVersion !== '' &&
    !/^\d+$/.test(options.resourceVersion)
  ) {
    throw invalidOptions('ListOptions', [
      {
        reason: 'FieldValueInvalid',
        field: 'resourceVersion',
        message: `Invalid value: "${options.resourceVersion}": strconv.ParseUint: parsing "${options.resourceVersion}": invalid syntax`,
      },
    ]);
  }
  return options;
}
