import {
  type Aggregator,
  AGGREGATORS,
  type Comparator,
  COMPARATORS,
  type Expression,
  type Matcher,
  type RangeSelector,
  type Selector,
} from './syntax';

/** The text is not in the part of PromQL that is understood here. */
export class PromqlError extends Error {
  override readonly name = 'PromqlError';
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|([a-zA-Z_:][a-zA-Z0-9_:]*)|(\d+[smh])(?=\])|(\d+(?:\.\d+)?)|(=~|!~|!=|==|[{}()[\],=<>/]))/y;

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000 };

/** @throws PromqlError at the first thing that is not understood */
export function parsePromql(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  const expression = parser.expression();
  parser.end();
  return expression;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  const trimmed = text.trimEnd();
  while (pattern.lastIndex < trimmed.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(trimmed);
    if (!match) {
      throw new PromqlError(
        `unexpected character at ${start}: "${trimmed.slice(
          start,
          start + 10,
        )}"`,
      );
    }
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** Recursive descent; `or` binds least, then comparisons, then division. */
class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  expression(): Expression {
    let left = this.#comparison();
    while (this.#take('or')) {
      left = { type: 'or', left, right: this.#comparison() };
    }
    return left;
  }

  end() {
    if (this.#at < this.tokens.length) {
      throw new PromqlError(`unexpected "${this.tokens[this.#at]}"`);
    }
  }

  #comparison(): Expression {
    const left = this.#division();
    const operator = this.tokens[this.#at];
    if (!COMPARATORS.includes(operator as Comparator)) {
      return left;
    }
    this.#at += 1;
    return {
      type: 'comparison',
      operator: operator as Comparator,
      left,
      right: this.#number(),
    };
  }

  #division(): Expression {
    let left = this.#primary();
    while (this.#take('/')) {
      left = { type: 'division', left, right: this.#primary() };
    }
    return left;
  }

  #primary(): Expression {
    if (this.#take('(')) {
      return this.#closed(() => this.expression());
    }
    const word = this.tokens[this.#at];
    if (AGGREGATORS.includes(word as Aggregator)) {
      this.#at += 1;
      const by = this.#take('by') ? this.#labels() : [];
      this.#expect('(');
      const of = this.#closed(() => this.expression());
      return { type: 'aggregation', operator: word as Aggregator, by, of };
    }
    if (word === 'rate' || word === 'increase') {
      this.#at += 1;
      this.#expect('(');
      return this.#closed(() => ({
        type: 'change',
        function: word,
        of: this.#range(),
      }));
    }
    if (word === 'histogram_quantile') {
      this.#at += 1;
      this.#expect('(');
      return this.#closed(() => {
        const quantile = this.#number();
        this.#expect(',');
        return { type: 'quantile', quantile, of: this.expression() };
      });
    }
    return this.#selector();
  }

  #range(): RangeSelector {
    const selector = this.#selector();
    this.#expect('[');
    const [, amount, unit] =
      /^(\d+)([smh])$/.exec(this.tokens[this.#at] ?? '') ?? [];
    if (!unit) {
      throw new PromqlError('expected a range such as [5m]');
    }
    this.#at += 1;
    this.#expect(']');
    return {
      selector,
      rangeMs: Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS],
    };
  }

  #selector(): Selector {
    const name = /^[a-zA-Z_:]/.test(this.tokens[this.#at] ?? '')
      ? this.tokens[this.#at]
      : undefined;
    if (name) {
      this.#at += 1;
    }
    const matchers: Matcher[] = name
      ? [{ label: '__name__', operator: '=', value: name }]
      : [];
    if (this.#take('{')) {
      while (!this.#take('}')) {
        matchers.push(this.#matcher());
        this.#take(',');
      }
    } else if (!name) {
      throw new PromqlError(`unexpected "${this.tokens[this.#at] ?? 'end'}"`);
    }
    return { type: 'selector', matchers };
  }

  #matcher(): Matcher {
    const [label, operator, value] = this.tokens.slice(this.#at, this.#at + 3);
    if (!/^(=|!=|=~|!~)$/.test(operator ?? '') || !value?.startsWith('"')) {
      throw new PromqlError(`expected a matcher at "${label ?? 'end'}"`);
    }
    this.#at += 3;
    return {
      label,
      operator: operator as Matcher['operator'],
      value: JSON.parse(value),
    };
  }

  #labels(): string[] {
    this.#expect('(');
    const labels: string[] = [];
    while (!this.#take(')')) {
      labels.push(this.tokens[this.#at]);
      this.#at += 1;
      this.#take(',');
      if (this.#at >= this.tokens.length) {
        throw new PromqlError('expected ")"');
      }
    }
    return labels;
  }

  #number(): number {
    const text = this.tokens[this.#at];
    if (!/^\d/.test(text ?? '')) {
      throw new PromqlError(`expected a number at "${text ?? 'end'}"`);
    }
    this.#at += 1;
    return Number(text);
  }

  #closed<T>(read: () => T): T {
    const result = read();
    this.#expect(')');
    return result;
  }

  #take(token: string): boolean {
    if (this.tokens[this.#at] !== token) {
      return false;
    }
    this.#at += 1;
    return true;
  }

  #expect(token: string) {
    if (!this.#take(token)) {
      throw new PromqlError(
        `expected "${token}" at "${this.tokens[this.#at] ?? 'end'}"`,
      );
    }
  }
}
