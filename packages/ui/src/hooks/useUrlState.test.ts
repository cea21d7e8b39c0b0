import fc from 'fast-check';
import { readUrlState, writeUrlState, type UrlSchema } from './useUrlState';

interface View {
  q: string;
  view: 'map' | 'table';
}

const schema: UrlSchema<View> = {
  q: { parse: text => text, format: text => text, fallback: '' },
  view: {
    parse: text => (text === 'map' || text === 'table' ? text : undefined),
    format: text => text,
    fallback: 'map',
  },
};

describe('url state', () => {
  it('leaves defaults out and keeps what it does not know', () => {
    expect(writeUrlState(schema, '?x=1&q=a', { q: '', view: 'table' })).toBe(
      '?x=1&view=table',
    );
    expect(writeUrlState(schema, '?view=table', { view: 'map' })).toBe('');
  });

  it('ignores a value that it does not know', () => {
    expect(readUrlState(schema, '?view=matrix')).toEqual({
      q: '',
      view: 'map',
    });
  });

  it('reads back every text that it writes', () => {
    const anyText = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom('map' as const, 'table' as const),
        (q, view) => {
          const search = writeUrlState(schema, '', { q, view });
          expect(readUrlState(schema, search)).toEqual({ q, view });
        },
      ),
    );
  });
});
