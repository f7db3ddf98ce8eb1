import type { WireCall } from '../../testkit/wire/wire-proxy.ts';
import type { Waited } from './visit.ts';

/** Columns of the picture. */
const WIDTH = 60;

/** One line of a waterfall: instants in milliseconds since the person acted. */
interface Bar {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Milliseconds since the epoch of an instant of `performance.now()`. */
export const epoch = (instant: number): number => performance.timeOrigin + instant;

/** A call of a function to a service of AWS, or to the captcha's provider. */
export interface ServiceCall extends WireCall {
  readonly service: string;
}

/** The calls of a step in the order in which they began, beneath the person's own wait. */
function barsOf({ step, acted, shown }: Waited, calls: readonly ServiceCall[]): Bar[] {
  const bars = calls.map(({ service, caller, operation, path, begun, ended = begun }) => ({
    // The captcha's provider is called without the SDK, which would name the function.
    name: [caller, service, operation === path ? undefined : operation].filter(Boolean).join(' '),
    from: epoch(begun) - acted,
    to: epoch(ended) - acted,
  }));
  return [
    { name: `the person: ${step}`, from: 0, to: shown - acted },
    ...bars.toSorted((one, other) => one.from - other.from),
  ];
}

/**
 * Draws a step as text: a line for each call, from the person's act to the last answer.
 *
 * @param calls those that began after the act and before the next one
 */
export function waterfall(waited: Waited, calls: readonly ServiceCall[]): string {
  const bars = barsOf(waited, calls);
  const end = Math.max(...bars.map(({ to }) => to));
  const column = (at: number): number => Math.min(WIDTH, Math.round((at / end) * WIDTH));
  const width = Math.max(...bars.map(({ name }) => name.length));
  const lines = bars.map(({ name, from, to }) => {
    const bar = '█'.repeat(Math.max(1, column(to) - column(from)));
    const times = `${from.toFixed(0).padStart(5)} – ${to.toFixed(0).padStart(5)} ms`;
    return `${name.padEnd(width)}  ${times}  ${' '.repeat(column(from))}${bar}`;
  });
  return lines.join('\n');
}
