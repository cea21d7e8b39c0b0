/**
 * Numbers for people, in English and Chinese. Every other language gets
 * English words with its own digits and dates.
 */

/** @public */
export interface Formatters {
  locale: string;
  isChinese: boolean;
  /** Full number with groups: text and tables. */
  count(value: number): string;
  /** `12.4k`, `1.24 万`: canvases and badges. */
  shortCount(value: number): string;
  /** Share where 1 is all: `98 %`, `0.3 %`, `< 0.1 %`. */
  percent(ratio: number): string;
  /** Millicores as a number of cores, without the word. */
  coreNumber(millicores: number): string;
  /** `0.25 cores`. */
  cores(millicores: number): string;
  /** `212 MiB`, three digits. */
  bytes(value: number): string;
  /** Two units at most: `3 min 41 s`. */
  duration(ms: number): string;
  /** `26 s ago`. */
  ago(ms: number): string;
  /** `09:26:02`. */
  clock(at: number): string;
  /** `09:12`, `yesterday 18:40`, `24 Nov, 09:12`, against the given present. */
  moment(at: number, now: number): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
  /** Missing values are never 0 and never blank. */
  missing: string;
}

interface UnitWords {
  units: ReadonlyArray<[name: string, ms: number]>;
  join(parts: string[]): string;
  amount(value: string, unit: string): string;
  ago(duration: string): string;
  cores(value: string): string;
  shortUnits: ReadonlyArray<[suffix: string, factor: number, digits: number]>;
  percent(value: string): string;
  underTenth: string;
  yesterday(time: string): string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const EN: UnitWords = {
  units: [
    ['days', DAY],
    ['h', HOUR],
    ['min', MINUTE],
    ['s', SECOND],
  ],
  join: parts => parts.join(' '),
  amount: (value, unit) =>
    `${value} ${unit === 'days' && value === '1' ? 'day' : unit}`,
  ago: duration => `${duration} ago`,
  cores: value => (value === '1' ? '1 core' : `${value} cores`),
  shortUnits: [
    ['M', 1e6, 1],
    ['k', 1e3, 1],
  ],
  // A thin space before the sign, as ISO 31-0 has it.
  percent: value => `${value}\u2009%`,
  underTenth: '<\u20090.1\u2009%',
  yesterday: time => `yesterday ${time}`,
};

const ZH: UnitWords = {
  units: [
    ['天', DAY],
    ['小时', HOUR],
    ['分', MINUTE],
    ['秒', SECOND],
  ],
  join: parts => parts.join(' '),
  amount: (value, unit) => `${value} ${unit}`,
  ago: duration => `${duration}前`,
  cores: value => `${value} 核`,
  shortUnits: [['\u2009万', 1e4, 2]],
  percent: value => `${value}%`,
  underTenth: '低于 0.1%',
  yesterday: time => `昨天 ${time}`,
};

/** A number with so many significant digits, without needless zeros. */
function digits(value: number, significant: number): number {
  return Number(value.toPrecision(significant));
}

/** Formatters of a language (BCP 47). @public */
export function createFormatters(locale: string): Formatters {
  const isChinese = locale.toLowerCase().startsWith('zh');
  const words = isChinese ? ZH : EN;
  const supported = Intl.NumberFormat.supportedLocalesOf([locale]);
  const tag = supported.length > 0 ? supported[0] : 'en';
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const dateTag = tag === 'en' ? 'en-GB' : tag;
  const time = new Intl.DateTimeFormat(dateTag, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const timeWithSeconds = new Intl.DateTimeFormat(dateTag, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
  const day = new Intl.DateTimeFormat(dateTag, {
    day: 'numeric',
    month: 'short',
  });
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });

  const duration = (ms: number): string => {
    const total = Math.max(0, ms);
    const at = words.units.findIndex(([, size]) => total >= size);
    if (at < 0) {
      return words.amount('0', words.units[words.units.length - 1][0]);
    }
    const [unit, size] = words.units[at];
    const main = Math.floor(total / size);
    const parts = [words.amount(whole.format(main), unit)];
    const next = words.units[at + 1];
    // Six days and three hours are "6 days"; five minutes and four seconds are not "5 min".
    if (next && main < 5 && unit !== words.units[0][0]) {
      const rest = Math.floor((total - main * size) / next[1]);
      if (rest > 0) {
        parts.push(words.amount(whole.format(rest), next[0]));
      }
    }
    return words.join(parts);
  };

  const coreNumber = (millicores: number): string => {
    const cores = millicores / 1000;
    return number.format(cores < 100 ? digits(cores, 3) : Math.round(cores));
  };

  return {
    locale,
    isChinese,
    missing: '–',
    count: value => whole.format(value),
    shortCount: value => {
      const unit = words.shortUnits.find(
        ([, factor]) => value >= Math.max(factor, 10_000),
      );
      if (!unit) {
        return whole.format(value);
      }
      const [suffix, factor, fraction] = unit;
      const scaled = value / factor;
      const rounded =
        scaled < 100
          ? Math.round(scaled * 10 ** fraction) / 10 ** fraction
          : Math.round(scaled);
      return `${number.format(rounded)}${suffix}`;
    },
    percent: ratio => {
      const value = ratio * 100;
      if (value > 0 && value < 0.1) {
        return words.underTenth;
      }
      return words.percent(
        number.format(
          value < 10 ? Math.round(value * 10) / 10 : Math.round(value),
        ),
      );
    },
    coreNumber,
    cores: millicores => words.cores(coreNumber(millicores)),
    bytes: value => {
      const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
      let scaled = value;
      let unit = 0;
      while (scaled >= 999.5 && unit < units.length - 1) {
        scaled /= 1024;
        unit += 1;
      }
      const text =
        unit > 0 && scaled < 10
          ? scaled.toFixed(1)
          : number.format(
              scaled < 100 ? digits(scaled, 3) : Math.round(scaled),
            );
      return `${text} ${units[unit]}`;
    },
    duration,
    ago: ms => words.ago(duration(ms)),
    clock: at => timeWithSeconds.format(at),
    moment: (at, now) => {
      const today = new Date(now).toDateString();
      const yesterday = new Date(now - DAY).toDateString();
      const date = new Date(at).toDateString();
      if (date === today) {
        return time.format(at);
      }
      if (date === yesterday) {
        return words.yesterday(time.format(at));
      }
      return isChinese
        ? `${day.format(at)} ${time.format(at)}`
        : `${day.format(at)}, ${time.format(at)}`;
    },
    list: items => lists.format(items),
  };
}
