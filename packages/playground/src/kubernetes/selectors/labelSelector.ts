/** True for labels that a selector asks for. */
export type LabelMatcher = (
  labels: Readonly<Record<string, string>>,
) => boolean;

/** A selector that cannot be understood; the server answers 400. */
export class SelectorError extends Error {
  override name = 'SelectorError';
}

/** Splits at commas that are not inside `in (a, b)`. */
function splitRequirements(text: string): string[] {
  return text.split(/,(?![^(]*\))/).map(it => it.trim());
}

function requirement(text: string): LabelMatcher {
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(text);
  if (set) {
    const [, key, operator, list] = set;
    const values = new Set(list.split(',').map(it => it.trim()));
    return operator === 'in'
      ? labels => key in labels && values.has(labels[key])
      : labels => !(key in labels) || !values.has(labels[key]);
  }
  const equality = /^([^\s=!]+)\s*(==|=|!=)\s*([^\s=!]*)$/.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const comparison = /^(\S+?)\s*([<>])\s*(-?\d+)$/.exec(text);
  if (comparison) {
    const [, key, operator, value] = comparison;
    return labels =>
      key in labels &&
      (operator === '<'
        ? Number(labels[key]) < Number(value)
        : Number(labels[key]) > Number(value));
  }
  const existence = /^(!?)\s*([^\s=!<>(),]+)$/.exec(text);
  if (existence) {
    const [, not, key] = existence;
    return not ? labels => !(key in labels) : labels => key in labels;
  }
  throw new SelectorError(
    `unable to parse requirement: found ${JSON.stringify(text)}`,
  );
}

/** Reads `a=b,c!=d,e in (f,g),h,!i,j>5`. @throws SelectorError */
export function parseLabelSelector(text: string): LabelMatcher {
  if (text.trim() === '') return () => true;
  const requirements = splitRequirements(text).map(requirement);
  return labels => requirements.every(it => it(labels));
}
