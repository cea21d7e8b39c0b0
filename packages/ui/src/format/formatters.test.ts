import { createFormatters } from './formatters';

const en = createFormatters('en');
const zh = createFormatters('zh');
const thin = (text: string) => text.replace(/[\u2009\u00a0]/g, ' ');

// Expected texts: the table of docs on type, numbers and units.
describe('formatters', () => {
  it.each([
    [6000, '6,000', '6,000'],
    [9999, '9,999', '9,999'],
    [12_400, '12.4k', '1.24 万'],
    [1_200_000, '1.2M', '120 万'],
    [0, '0', '0'],
  ])('shortens %d for canvases', (value, english, chinese) => {
    expect(thin(en.shortCount(value))).toBe(english);
    expect(thin(zh.shortCount(value))).toBe(chinese);
  });

  it.each([
    [0.98, '98 %', '98%'],
    [0.003, '0.3 %', '0.3%'],
    [0.0004, '< 0.1 %', '低于 0.1%'],
    [0, '0 %', '0%'],
    [1.28, '128 %', '128%'],
  ])('writes the share %d', (ratio, english, chinese) => {
    expect(thin(en.percent(ratio))).toBe(english);
    expect(thin(zh.percent(ratio))).toBe(chinese);
  });

  it.each([
    [250, '0.25 cores', '0.25 核'],
    [39_200, '39.2 cores', '39.2 核'],
    [1000, '1 core', '1 核'],
    [0, '0 cores', '0 核'],
  ])('counts %d millicores in cores', (millicores, english, chinese) => {
    expect(en.cores(millicores)).toBe(english);
    expect(zh.cores(millicores)).toBe(chinese);
  });

  it.each([
    [212 * 2 ** 20, '212 MiB'],
    [6 * 2 ** 30, '6.0 GiB'],
    [1023 * 2 ** 20, '1.0 GiB'],
    [0, '0 B'],
    [1536, '1.5 KiB'],
  ])('writes %d bytes with three digits and binary units', (value, text) => {
    expect(en.bytes(value)).toBe(text);
    expect(zh.bytes(value)).toBe(text);
  });

  it.each([
    [11_000, '11 s', '11 秒'],
    [221_000, '3 min 41 s', '3 分 41 秒'],
    [7_500_000, '2 h 5 min', '2 小时 5 分'],
    [6 * 86_400_000 + 3_600_000, '6 days', '6 天'],
    [86_400_000, '1 day', '1 天'],
    [14 * 60_000 + 20_000, '14 min', '14 分'],
    [0, '0 s', '0 秒'],
    [-5, '0 s', '0 秒'],
  ])('writes %d ms with two units at most', (ms, english, chinese) => {
    expect(en.duration(ms)).toBe(english);
    expect(zh.duration(ms)).toBe(chinese);
  });

  it('writes a moment as short as the present allows', () => {
    const now = new Date(2026, 10, 24, 9, 26).getTime();
    expect(en.moment(new Date(2026, 10, 24, 9, 12).getTime(), now)).toBe(
      '09:12',
    );
    expect(en.moment(new Date(2026, 10, 23, 18, 40).getTime(), now)).toBe(
      'yesterday 18:40',
    );
    expect(zh.moment(new Date(2026, 10, 23, 18, 40).getTime(), now)).toBe(
      '昨天 18:40',
    );
    expect(en.moment(new Date(2026, 10, 2, 9, 12).getTime(), now)).toBe(
      '2 Nov, 09:12',
    );
    expect(zh.moment(new Date(2026, 10, 2, 9, 12).getTime(), now)).toBe(
      '11月2日 09:12',
    );
  });

  it('falls back to English words for a language that it does not know', () => {
    expect(createFormatters('xx-invalid').duration(11_000)).toBe('11 s');
  });
});
