import { UsageError } from '../ops/outcome.ts';

/** Period from its start, inclusive, to its end, exclusive. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * Returns the period of `--since` and `--until`.
 *
 * @throws {@link UsageError}
 */
export function periodOf(since: string, until: string | undefined, now: Date): Period {
  const end = until === undefined ? now : instantOf('--until', until, now);
  const start = instantOf('--since', since, now);
  if (start >= end) throw new UsageError('--since', 'must be before the end of the period (--until)');
  return { start, end };
}

/** Reads an age such as `30d`, a day, or an instant. */
function instantOf(option: string, text: string, now: Date): Date {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  const length = UNITS[unit];
  if (length !== undefined) return new Date(now.getTime() - Number(count) * length);
  const instant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant))
    throw new UsageError(
      option,
      'must be an age such as 30d, 12h or 45m, a day such as 2026-11-01, or 2026-11-01T09:30:00Z',
    );
  return new Date(instant);
}

/**
 * Returns the period of a month in UTC.
 *
 * @throws {@link UsageError}
 */
export function monthOf(text: string, now: Date): Period {
  const start = /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? new Date(`${text}-01T00:00:00.000Z`) : undefined;
  if (start === undefined) throw new UsageError('--month', 'must be a month such as 2026-11');
  if (start > now) throw new UsageError('--month', 'has not begun yet');
  return { start, end: new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1)) };
}

/**
 * Reads the instant of `--until` up to which a trail has to be whole.
 *
 * @throws {@link UsageError}
 */
export function untilOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const instant = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(instant.getTime()))
    throw new UsageError('--until', 'must be an instant such as 2026-12-01T00:00:00Z');
  return instant.toISOString();
}
