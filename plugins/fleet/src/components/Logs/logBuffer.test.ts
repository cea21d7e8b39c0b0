import fc from 'fast-check';
import { appendLog, EMPTY_LOG, MAX_LINES } from './logBuffer';

describe('a log buffer', () => {
  it('does not care where the network cuts the text', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\n', 'é') });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), chunks => {
        const cut = chunks.reduce(appendLog, EMPTY_LOG);
        expect(cut.lines.join('\n')).toBe(chunks.join(''));
      }),
    );
  });

  it('keeps the last lines and says that some are gone', () => {
    const text = Array.from(
      { length: MAX_LINES + 5 },
      (_, index) => `line ${index}`,
    ).join('\n');
    const { lines, dropped } = appendLog(EMPTY_LOG, text);
    expect(lines).toHaveLength(MAX_LINES);
    expect(lines[MAX_LINES - 1]).toBe(`line ${MAX_LINES + 4}`);
    expect(dropped).toBe(true);
  });
});
