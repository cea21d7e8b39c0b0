import type { FilterError, FilterNode, FilterParse, FilterTerm } from './ast';
import type { FilterField } from './fields';
import { lex, type LexedValue, type Token } from './lex';
import { globMatcher, readNumberTest } from './match';
import { nearest } from './nearest';

/** Deeper nesting than any person writes; keeps recursion off the stack's end. */
const MAX_DEPTH = 32;
/** Longer than any shared link that a browser still takes. */
const MAX_LENGTH = 4000;

/** The field of a name or alias, whatever its case. @public */
export function findField<T>(
  name: string,
  fields: readonly FilterField<T>[],
): FilterField<T> | undefined {
  const wanted = name.toLowerCase();
  return fields.find(
    field => field.name === wanted || field.aliases?.includes(wanted),
  );
}

function allNames<T>(fields: readonly FilterField<T>[]): string[] {
  return fields.flatMap(field => [field.name, ...(field.aliases ?? [])]);
}

class SyntaxStop extends Error {
  constructor(readonly problem: FilterError) {
    super(problem.code);
  }
}

/** Recursive descent: or → and → not → term. */
class Parser<T> {
  readonly errors: FilterError[] = [];
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly fields: readonly FilterField<T>[],
  ) {}

  parse(): FilterNode {
    if (this.tokens.length === 0) {
      return { type: 'all' };
    }
    const node = this.#or(0);
    const rest = this.#peek();
    if (rest) {
      this.#stop(
        rest.type === ')' ? 'unbalanced-parenthesis' : 'unexpected-operator',
        rest,
      );
    }
    return node;
  }

  #peek(): Token | undefined {
    return this.tokens[this.#at];
  }

  #stop(code: FilterError['code'], at: { start: number; end: number }): never {
    const { start, end } = at;
    const found = this.text.slice(start, end);
    throw new SyntaxStop({ code, start, end, found });
  }

  #or(depth: number): FilterNode {
    const children = [this.#and(depth)];
    while (this.#peek()?.type === 'or') {
      this.#at += 1;
      children.push(this.#and(depth));
    }
    return join('or', children);
  }

  #and(depth: number): FilterNode {
    const children = [this.#not(depth)];
    for (;;) {
      const token = this.#peek();
      if (!token || token.type === 'or' || token.type === ')') {
        return join('and', children);
      }
      if (token.type === 'and') {
        this.#at += 1;
      }
      children.push(this.#not(depth));
    }
  }

  #not(depth: number): FilterNode {
    let negated = false;
    for (;;) {
      const token = this.#peek();
      if (token?.type !== 'not' && token?.type !== '-') {
        break;
      }
      negated = !negated;
      this.#at += 1;
    }
    const node = this.#primary(depth);
    if (!negated) {
      return node;
    }
    return node.type === 'not' ? node.child : { type: 'not', child: node };
  }

  #primary(depth: number): FilterNode {
    const token = this.#peek();
    if (!token) {
      return this.#stop('unexpected-operator', this.tokens[this.#at - 1]);
    }
    if (token.type === '(') {
      if (depth >= MAX_DEPTH) {
        this.#stop('unbalanced-parenthesis', token);
      }
      this.#at += 1;
      if (this.#peek()?.type === ')') {
        this.#stop('missing-value', this.#peek() as Token);
      }
      if (!this.#peek()) {
        this.#stop('unbalanced-parenthesis', token);
      }
      const node = this.#or(depth + 1);
      if (this.#peek()?.type !== ')') {
        this.#stop('unbalanced-parenthesis', token);
      }
      this.#at += 1;
      return node;
    }
    if (token.type !== 'term') {
      return this.#stop(
        token.type === ')' ? 'unbalanced-parenthesis' : 'unexpected-operator',
        token,
      );
    }
    this.#at += 1;
    return this.#term(token);
  }

  #term(token: Extract<Token, { type: 'term' }>): FilterTerm {
    const term: FilterTerm = {
      type: 'term',
      operator: token.operator,
      values: token.values.map(value => value.text),
      start: token.start,
      end: token.end,
    };
    if (!token.field) {
      return term;
    }
    const field = findField(token.field.text, this.fields);
    if (!field) {
      this.errors.push({
        code: 'unknown-field',
        start: token.field.start,
        end: token.field.end,
        found: token.field.text,
        suggestion: nearest(token.field.text, allNames(this.fields)),
      });
      return term;
    }
    if (field.kind === 'text' && !':='.includes(token.operator)) {
      this.errors.push({
        code: 'unexpected-operator',
        start: token.operatorStart,
        end: token.operatorStart + token.operator.length,
        found: token.operator,
        suggestion: ':',
      });
    }
    for (const value of token.values) {
      this.#checkValue(value, field, token.operator);
    }
    return { ...term, field: field.name };
  }

  #checkValue(
    value: LexedValue,
    field: FilterField<T>,
    operator: FilterTerm['operator'],
  ): void {
    const { start, end, text } = value;
    const found = this.text.slice(start, end);
    if (field.kind === 'number') {
      if (!readNumberTest(text, operator, field.parse)) {
        this.errors.push({ code: 'not-a-number', start, end, found });
      }
      return;
    }
    if (field.values && !field.values.some(globMatcher(text))) {
      const suggestion = nearest(text, field.values);
      this.errors.push({
        code: 'unknown-value',
        start,
        end,
        found,
        suggestion,
      });
    }
  }
}

/** Flattens `and` in `and`, `or` in `or`, so that one meaning has one tree. */
function join(type: 'and' | 'or', nodes: FilterNode[]): FilterNode {
  if (nodes.length === 1) {
    return nodes[0];
  }
  const children = nodes.flatMap(node =>
    node.type === type ? node.children : [node],
  );
  return { type, children };
}

/**
 * Reads a filter text. Never throws: a text that makes no sense comes back as
 * errors with their places, all unknown fields and values at once.
 *
 * @public
 */
export function parseFilter<T>(
  text: string,
  fields: readonly FilterField<T>[],
): FilterParse {
  if (text.length > MAX_LENGTH) {
    const found = text.slice(MAX_LENGTH, MAX_LENGTH + 20);
    const error: FilterError = {
      code: 'unexpected-operator',
      start: MAX_LENGTH,
      end: text.length,
      found,
    };
    return { ok: false, errors: [error] };
  }
  const lexed = lex(text);
  if ('error' in lexed) {
    return { ok: false, errors: [lexed.error] };
  }
  const parser = new Parser(text, lexed.tokens, fields);
  try {
    const node = parser.parse();
    return parser.errors.length > 0
      ? { ok: false, errors: parser.errors }
      : { ok: true, node };
  } catch (error) {
    if (error instanceof SyntaxStop) {
      return { ok: false, errors: [...parser.errors, error.problem] };
    }
    throw error;
  }
}
