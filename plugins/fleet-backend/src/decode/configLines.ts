/** A setting inside a configuration file. */
export interface ConfigLine {
  /** `spring.redis.host`; absent where the line has no name, as in a script. */
  key?: string;
  text: string;
}

/** `key: value`, `key = value`, `"key": "value",`, `export KEY=value`, with the dash of a list. */
const SETTING =
  /^((?:-\s+)*)(?:export\s+)?(["']?)([A-Za-z_][\w./-]{0,120})\2\s*(?::(?=\s|$|["'])|=)\s*(.*)$/;

/** Deeper nesting than that is not configuration. */
const MAX_DEPTH = 24;

/**
 * Lines of properties, YAML, JSON, INI and shell files, each with the path of
 * its key. Comments are left out: what somebody has switched off is no
 * dependency. Time grows with the text only.
 */
export function* configLines(text: string): Iterable<ConfigLine> {
  const parents: Array<{ indent: number; key: string }> = [];
  for (const raw of withoutBlockComments(text).split('\n')) {
    const line = withoutComment(raw);
    const trimmed = line.trim();
    if (trimmed === '') {
      continue;
    }
    const indent = line.length - line.trimStart().length;
    const isItem = trimmed.startsWith('- ');
    while (
      parents.length > 0 &&
      // A list may stand as far to the left as the key that it belongs to.
      (isItem
        ? parents[parents.length - 1].indent > indent
        : parents[parents.length - 1].indent >= indent)
    ) {
      parents.pop();
    }
    const path = parents.map(({ key }) => key);
    const [, dashes, , key, value] = SETTING.exec(trimmed) ?? [];
    if (key === undefined) {
      yield {
        ...(path.length > 0 && { key: path.join('.') }),
        text: unquoted(isItem ? trimmed.slice(2) : trimmed),
      };
      continue;
    }
    if (/^[{[|>]?[-+]?$/.test(value)) {
      if (parents.length < MAX_DEPTH) {
        parents.push({ indent: indent + dashes.length, key });
      }
      continue;
    }
    yield { key: [...path, key].join('.'), text: unquoted(value) };
  }
}

/** Comments of XML and C; one that is never closed is none. */
function withoutBlockComments(text: string): string {
  return [
    ['<!--', '-->'],
    ['/*', '*/'],
  ].reduce((rest, [open, close]) => cutOut(rest, open, close), text);
}

function cutOut(text: string, open: string, close: string): string {
  let from = text.indexOf(open);
  if (from < 0) {
    return text;
  }
  const kept: string[] = [];
  let at = 0;
  while (from >= 0) {
    const to = text.indexOf(close, from + open.length);
    // `/*` is also a path pattern: only one that is closed is a comment.
    if (to < 0) {
      break;
    }
    kept.push(text.slice(at, from));
    at = to + close.length;
    from = text.indexOf(open, at);
  }
  return kept.join('') + text.slice(at);
}

/** Whole-line comments of properties, YAML, INI, SQL and C, and ` # …` behind a value. */
function withoutComment(line: string): string {
  if (/^\s*(?:#|;|!|\/\/|--\s)/.test(line)) {
    return '';
  }
  const hash = line.search(/\s#/);
  return hash < 0 ? line : line.slice(0, hash);
}

function unquoted(text: string): string {
  const bare = text.trim().replace(/,$/, '');
  const quote = bare[0];
  return bare.length > 1 &&
    (quote === '"' || quote === "'") &&
    bare.endsWith(quote)
    ? bare.slice(1, -1)
    : bare;
}
