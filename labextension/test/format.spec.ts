import {
  formatBytes,
  formatDuration,
  formatElapsed,
  formatParam,
  formatAge,
  formatRelative,
  formatValue
} from '../src/format';

describe('formatValue', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [20000, '20000'],
    [999999, '999999'],
    [1000000, '1.00e6'],
    [0.123456, '0.1235'],
    [0.5, '0.5'],
    [-0.98765, '-0.9877'],
    [12.34567, '12.35'],
    [12345.678, '12346'],
    [0.001, '0.001'],
    [0.000123, '1.23e-4'],
    [1.5e300, '1.50e300'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '-∞']
  ])('%p reads %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });
});

describe('formatParam', () => {
  it.each([
    ['0.30000000000000004', '0.3'],
    ['1.2345678e-05', '0.00001235'],
    ['0.01', '0.01'],
    ['adam', 'adam'],
    ['20260101123456', '20260101123456'],
    ['1.2.34567890', '1.2.34567890']
  ])('%p reads %s', (text, short) => {
    expect(formatParam(text)).toBe(short);
  });
});

describe('formatDuration', () => {
  it.each([
    [-5, '0 ms'],
    [850, '850 ms'],
    [1000, '1.0 s'],
    [9990, '9.9 s'],
    [59_999, '59 s'],
    [60_000, '1 min 0 s'],
    [3_599_000, '59 min 59 s'],
    [3_600_000, '1 h 0 min'],
    [90_000_000, '1 d 1 h']
  ])('%p ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatElapsed', () => {
  it.each([
    [-1, '0:00'],
    [65_000, '1:05'],
    [600_000, '10:00'],
    [7_389_000, '2:03:09']
  ])('%p ms reads %s', (ms, text) => {
    expect(formatElapsed(ms)).toBe(text);
  });
});

describe('formatRelative', () => {
  const now = Date.UTC(2026, 5, 1);

  it.each([
    [0, 'now'],
    [-5_000, 'now'],
    [12_000, '12s ago'],
    [59_999, '59s ago'],
    [60_000, '1m ago'],
    [7_200_000, '2h ago'],
    [86_400_000, 'yesterday'],
    [3 * 86_400_000, '3d ago'],
    [65 * 86_400_000, '2mo ago'],
    [800 * 86_400_000, '2y ago']
  ])('%p ms before reads %s', (span, text) => {
    expect(formatRelative(now - span, now, 'en')).toBe(text);
  });
});

describe('formatAge', () => {
  const now = Date.UTC(2026, 5, 1);

  it.each([
    [-5_000, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [7_200_000, '2h'],
    [3 * 86_400_000, '3d'],
    [65 * 86_400_000, '9w'],
    [800 * 86_400_000, '2y']
  ])('%p ms before reads %s', (span, text) => {
    expect(formatAge(now - span, now, 'en')).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [123_456, '123 kB'],
    [12_345_678, '12.3 MB'],
    [5e15, '5000 TB']
  ])('%p reads %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
