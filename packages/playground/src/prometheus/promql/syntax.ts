/** The part of PromQL that the portal's questions are written in. */
export type Expression =
  | Selector
  | { type: 'aggregation'; by: string[]; operator: Aggregator; of: Expression }
  | { type: 'change'; function: 'rate' | 'increase'; of: RangeSelector }
  | { type: 'quantile'; quantile: number; of: Expression }
  | {
      type: 'comparison';
      operator: Comparator;
      left: Expression;
      right: number;
    }
  | { type: 'division'; left: Expression; right: Expression }
  | { type: 'or'; left: Expression; right: Expression };

export const AGGREGATORS = ['sum', 'min', 'max', 'count', 'group'] as const;
export type Aggregator = (typeof AGGREGATORS)[number];

export const COMPARATORS = ['==', '>', '<'] as const;
export type Comparator = (typeof COMPARATORS)[number];

export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

export interface Selector {
  type: 'selector';
  matchers: Matcher[];
}

export interface RangeSelector {
  selector: Selector;
  rangeMs: number;
}
