import { formatFilter } from './format';
import { parseFilter } from './parse';
import { podFields } from './podFields';
import { suggest } from './suggest';
import {
  chipsOf,
  hasChoice,
  withChoice,
  withoutTerm,
  withTermText,
} from './terms';

const fields = podFields(() => 0);

function node(text: string) {
  const result = parseFilter(text, fields);
  if (!result.ok) {
    throw new Error(text);
  }
  return result.node;
}

describe('chips', () => {
  it('shows each part that must hold, and an "or" group as one', () => {
    expect(
      chipsOf(node('ns:pay-* -state:running (a or b) redis')).map(
        ({ negated, field, label }) => [negated, field, label],
      ),
    ).toEqual([
      [false, 'ns', ':pay-*'],
      [true, 'state', ':running'],
      [false, undefined, 'a or b'],
      [false, undefined, 'redis'],
    ]);
  });

  it('takes one part away and leaves the others', () => {
    expect(formatFilter(withoutTerm(node('a ns:b restarts>3'), 1))).toBe(
      'a restarts>3',
    );
    expect(formatFilter(withoutTerm(node('a'), 0))).toBe('');
    expect(formatFilter(withoutTerm(node('a or b'), 0))).toBe('');
  });
});

describe('a choice in the legend', () => {
  it.each([
    ['', 'crashloop', 'only', 'state:crashloop'],
    ['ns:a', 'crashloop', 'only', 'ns:a state:crashloop'],
    ['state:crashloop', 'crashloop', 'only', ''],
    ['state:crashloop,oom', 'oom', 'only', 'state:oom'],
    ['state:crashloop', 'oom', 'toggle', 'state:crashloop,oom'],
    ['state:crashloop,oom ns:a', 'oom', 'toggle', 'ns:a state:crashloop'],
    ['state:oom', 'oom', 'toggle', ''],
    ['state:(', 'oom', 'only', 'state:oom'],
  ] as const)(
    'turns %p with %s (%s) into %p',
    (text, value, mode, expected) => {
      expect(withTermText(text, fields, 'state', value, mode)).toBe(expected);
    },
  );

  it('keeps an excluded value apart from a chosen one', () => {
    expect(withTermText('-state:running', fields, 'state', 'oom', 'only')).toBe(
      '-state:running state:oom',
    );
  });
});

describe('an entry of any legend', () => {
  const choose = (text: string, entry: string, mode: 'only' | 'toggle') =>
    formatFilter(withChoice(node(text), node(entry), mode));

  it.each([
    ['', 'mem/limit>=75% mem/limit<90%', 'only', 'mem/limit:75%..90%'],
    [
      'mem/limit:75%..90%',
      'mem/limit>=90%',
      'toggle',
      'mem/limit:75%..90%,90%..',
    ],
    ['mem/limit:..25%', 'mem/limit<25%', 'only', ''],
    ['ns:a', '-mem.limit>0', 'only', 'ns:a -mem.limit>0'],
    ['ns:a -mem.limit>0', '-mem.limit>0', 'only', 'ns:a'],
    ['owner:team-a', '-owner:team-a,none', 'only', '-owner:team-a,none'],
    ['mem.limit>0 -mem>=0', 'mem.limit>0 -mem>=0', 'toggle', ''],
  ] as const)(
    'turns %p with %p (%s) into %p',
    (text, entry, mode, expected) => {
      expect(choose(text, entry, mode)).toBe(expected);
    },
  );

  it('knows whether it is written in the filter', () => {
    const entry = node('mem/limit>=90%');
    expect(hasChoice(node('ns:a'), entry)).toBe(false);
    expect(hasChoice(withChoice(node('ns:a'), entry, 'only'), entry)).toBe(
      true,
    );
  });
});

describe('suggestions', () => {
  const values = () => [
    { value: 'pay-core', count: 40 },
    { value: 'tracking-prod', count: 12 },
    { value: 'with space', count: 1 },
  ];
  const at = (text: string, caret = text.length) =>
    suggest(text, caret, fields, values);

  it('offers fields while a name is typed', () => {
    expect(at('st').items[0]).toEqual({
      kind: 'field',
      label: 'state',
      insert: 'state:',
    });
    expect(at('rest').items.map(each => each.insert)).toEqual([
      'restarts>',
      'restarts.1h>',
    ]);
  });

  it('offers values with counts after the field, those that begin so first', () => {
    const { from, to, items } = at('a ns:pr');
    expect([from, to]).toEqual([5, 7]);
    expect(items).toEqual([
      {
        kind: 'value',
        label: 'tracking-prod',
        insert: 'tracking-prod',
        count: 12,
      },
    ]);
  });

  it('continues a comma list, behind a minus and in parentheses', () => {
    expect(at('(-ns:pay-core,tr').items[0].insert).toBe('tracking-prod');
    expect(at('(-ns:pay-core,tr')).toMatchObject({ from: 14, to: 16 });
  });

  it('quotes a value with spaces', () => {
    expect(at('ns:with').items[0].insert).toBe('"with space"');
  });

  it('offers the closed set of a field that nothing has now', () => {
    expect(at('state:crashl').items.map(each => each.label)).toContain(
      'crashloop',
    );
  });

  it('looks at the word under the caret, not at the end', () => {
    expect(at('st ns:pay', 2).items[0].insert).toBe('state:');
  });
});
