import type { LabelSelectorFields } from '@panorama/plugin-fleet-node';

type Labels = Readonly<Record<string, string>>;

/** `spec.selector` of a Service: all of these; an empty one selects nothing. */
export function serviceSelects(
  selector: Labels,
  labels: Labels | undefined,
): boolean {
  const wanted = Object.entries(selector);
  return (
    labels !== undefined &&
    wanted.length > 0 &&
    wanted.every(([key, value]) => labels[key] === value)
  );
}

/**
 * A LabelSelector as Kubernetes reads it: an empty one selects everything, an
 * operator that nobody knows selects nothing.
 */
export function selects(
  { matchLabels, matchExpressions }: LabelSelectorFields,
  labels: Labels,
): boolean {
  return (
    Object.entries(matchLabels ?? {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}
