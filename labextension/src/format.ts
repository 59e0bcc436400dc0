/** Numbers and times as people read them. All functions are pure: the clock and the locale are given. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Significant digits of a metric: enough to tell two runs apart, few enough for a column. */
const DIGITS = 4;

/** A metric value: four significant digits, plain between 0.001 and a million. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '∞' : '-∞';
  }
  const size = Math.abs(value);
  if (value === 0 || (Number.isInteger(value) && size < 1e6)) {
    return String(value);
  }
  if (size < 1e-3 || size >= 1e6) {
    return value.toExponential(DIGITS - 2).replace('e+', 'e');
  }
  return size >= 10 ** DIGITS
    ? String(Math.round(value))
    : String(Number(value.toPrecision(DIGITS)));
}

/** A difference with its sign, so that nobody has to see its colour. */
export function formatDifference(difference: number): string {
  const size = formatValue(Number(Math.abs(difference).toPrecision(3)));
  if (difference === 0) {
    return '±0';
  }
  return `${difference > 0 ? '+' : '−'}${size}`;
}

/** A param as short as it can be told: the digits that a binary fraction leaves behind say nothing. */
export function formatParam(text: string): string {
  return /^-?\d*\.\d{7,}(e[-+]?\d+)?$/i.test(text)
    ? String(Number(Number(text).toPrecision(DIGITS)))
    : text;
}

/** A span of time in its two largest units; SI symbols need no translation. */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms);
  if (span < SECOND) {
    return `${Math.round(span)} ms`;
  }
  if (span < MINUTE) {
    return span < 10 * SECOND
      ? `${(Math.floor(span / 100) / 10).toFixed(1)} s`
      : `${Math.floor(span / SECOND)} s`;
  }
  if (span < HOUR) {
    return twoUnits(span, MINUTE, 'min', SECOND, 's');
  }
  return span < DAY
    ? twoUnits(span, HOUR, 'h', MINUTE, 'min')
    : twoUnits(span, DAY, 'd', HOUR, 'h');
}

/** A running clock: `1:05`, `2:03:09`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / SECOND);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map(part =>
    String(part).padStart(2, '0')
  );
  const hours = Math.floor(seconds / 3600);
  return hours > 0
    ? `${hours}:${parts.join(':')}`
    : parts.join(':').replace(/^0/, '');
}

/** How long ago, in the words of a locale and one unit: `5 min. ago`. */
export function formatRelative(
  time: number,
  now: number,
  locale?: string
): string {
  const words = made(
    `ago ${locale}`,
    () =>
      new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'auto' })
  );
  const span = Math.max(0, now - time);
  if (span < MINUTE) {
    return words.format(-Math.floor(span / SECOND), 'second');
  }
  if (span < HOUR) {
    return words.format(-Math.floor(span / MINUTE), 'minute');
  }
  if (span < DAY) {
    return words.format(-Math.floor(span / HOUR), 'hour');
  }
  if (span < 30 * DAY) {
    return words.format(-Math.floor(span / DAY), 'day');
  }
  return span < 365 * DAY
    ? words.format(-Math.floor(span / (30 * DAY)), 'month')
    : words.format(-Math.floor(span / (365 * DAY)), 'year');
}

/** How long ago, as short as a column wants it: `12s`, `5m`, `3h`, `2d`, `14w`, `3y`. */
export function formatAge(time: number, now: number, locale?: string): string {
  const span = Math.max(0, now - time);
  const [length, unit] =
    AGES.find(([, , until]) => span < until) ?? ([365 * DAY, 'year'] as const);
  const words = made(
    `${unit} ${locale}`,
    () =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: 'narrow'
      })
  );
  return words.format(Math.floor(span / length));
}

/** Length of the unit, its name, and up to which age it is used. */
const AGES = [
  [SECOND, 'second', MINUTE],
  [MINUTE, 'minute', HOUR],
  [HOUR, 'hour', DAY],
  [DAY, 'day', 30 * DAY],
  [7 * DAY, 'week', 2 * 365 * DAY]
] as const;

/** A moment with date and seconds. */
export function formatTime(time: number, locale?: string): string {
  const words = made(
    `moment ${locale}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        dateStyle: 'medium',
        timeStyle: 'medium'
      })
  );
  return words.format(time);
}

/** The time of a day, with seconds. */
export function formatClock(time: number, locale?: string): string {
  const words = made(
    `clock ${locale}`,
    () => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  );
  return words.format(time);
}

const FORMATTERS = new Map<string, unknown>();

/** A formatter, made once: making it takes far longer than a use, and a list has one a row. */
function made<T>(name: string, make: () => T): T {
  const known = FORMATTERS.get(name) ?? make();
  FORMATTERS.set(name, known);
  return known as T;
}

/** A size in bytes. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const text = unit === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1);
  return `${text} ${units[unit] ?? ''}`;
}

/** A count with the locale's separators. */
export function formatCount(count: number, locale?: string): string {
  return count.toLocaleString(locale);
}

function twoUnits(
  span: number,
  big: number,
  bigName: string,
  small: number,
  smallName: string
): string {
  const whole = Math.floor(span / big);
  const rest = Math.floor((span % big) / small);
  return `${whole} ${bigName} ${rest} ${smallName}`;
}
