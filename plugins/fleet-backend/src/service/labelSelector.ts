import { InputError } from '@backstage/errors';

const REQUIREMENT =
  /^\s*(?:(!)\s*([^\s=!(),]+)|([^\s=!(),]+)\s+(in|notin)\s*\(([^()]*)\)|([^\s=!(),]+)\s*(==|=|!=)\s*([^\s=!(),]*)|([^\s=!(),]+))\s*(?:,|$)/;

type Labels = Record<string, string>;
type Requirement = (labels: Labels) => boolean;

export interface LabelSelector {
  matches(labels: Labels): boolean;
  /** Labels that a match must have with exactly this value: for an index. */
  equal: Array<[key: string, value: string]>;
}

function valuesOf(list: string): Set<string> {
  return new Set(list.split(',').map(value => value.trim()));
}

/**
 * Reads a label selector as `kubectl -l` does
 * (apimachinery `pkg/labels/selector.go`): `a=b,c!=d,e in (f,g),h,!i`. A missing
 * label satisfies `!=` and `notin`.
 * @throws InputError that quotes the part that makes no sense.
 */
export function parseLabelSelector(text: string): LabelSelector {
  const requirements: Requirement[] = [];
  const equal: LabelSelector['equal'] = [];
  let rest = text;
  while (rest.trim() !== '') {
    const match = REQUIREMENT.exec(rest);
    if (!match) {
      throw new InputError(
        `The label selector "${text}" makes no sense from "${rest
          .trim()
          .slice(0, 40)}" on; write it like app=shop,tier in (web,api)`,
      );
    }
    const [
      all,
      ,
      absent,
      setKey,
      setWord,
      setValues,
      key,
      operator,
      value,
      present,
    ] = match;
    if (absent) {
      requirements.push(labels => !(absent in labels));
    } else if (setKey) {
      const values = valuesOf(setValues);
      requirements.push(
        setWord === 'in'
          ? labels => setKey in labels && values.has(labels[setKey])
          : labels => !(setKey in labels && values.has(labels[setKey])),
      );
    } else if (key) {
      if (operator !== '!=') {
        equal.push([key, value]);
      }
      requirements.push(
        operator === '!='
          ? labels => labels[key] !== value
          : labels => labels[key] === value,
      );
    } else {
      requirements.push(labels => present in labels);
    }
    rest = rest.slice(all.length);
  }
  return {
    matches: labels => requirements.every(holds => holds(labels)),
    equal,
  };
}
