import type { Settings } from '../../lib/settings/schema.ts';
import { recaptchaMonth } from '../cost/prices.ts';
import type { Measured } from './measured.ts';
import { isOver, type Passed, randomOf, simulate } from './simulate.ts';
import { MOST } from './limits.ts';
import { fullness, type Station, stationsAt } from './stations.ts';

/** Resets a minute. */
export const LEVELS = [1, 10, 100, 1000, 10_000, 100_000] as const;

const MINUTES_A_MONTH = (365 / 12) * 1440;
const CAPTCHAS = 3;
/** Long enough for what grows to be seen growing. */
const SECONDS = 1800;

export interface Level {
  readonly perMinute: number;
  readonly stations: readonly { readonly station: Station; readonly fullness: number; readonly passed: Passed }[];
  /** What is over still where each setting is at its most and AWS gave what it was asked for. */
  readonly staying: readonly { readonly station: Station; readonly fullness: number }[];
  readonly month: Month;
}

export interface Month {
  readonly aLaCarte: number;
  readonly essentials: number;
  /** Of reCAPTCHA, beside. */
  readonly captchas: number;
}

export function monthAt(perMinute: number, { dollars }: Measured): Month {
  const resets = perMinute * MINUTES_A_MONTH;
  return {
    aLaCarte: dollars.month + resets * dollars.aLaCarte,
    essentials: dollars.month + resets * dollars.essentials,
    captchas: recaptchaMonth(resets * CAPTCHAS),
  };
}

/** A level by reckoning and by simulation, with the defaults of the stack and the quotas of a new account. */
export function levelAt(perMinute: number, measured: Measured, settings: Settings): Level {
  const perSecond = perMinute / 60;
  const random = randomOf(perMinute);
  const stations = stationsAt(perSecond, measured, settings).map((station) => ({
    station,
    fullness: fullness(station, perSecond),
    passed: simulate(station, perSecond, SECONDS, random),
  }));
  const staying = stationsAt(perSecond, measured, { ...settings, ...MOST })
    .map((station) => ({ station, fullness: fullness(station, perSecond) }))
    .filter((each) => each.station.raisedBy !== 'AWS' && each.fullness > 1);
  return { perMinute, stations, staying, month: monthAt(perMinute, measured) };
}

/** What is too full, the fullest first. */
export const overAt = ({ stations }: Level): Level['stations'] =>
  stations.filter(({ fullness: full }) => full > 1).toSorted((one, other) => other.fullness - one.fullness);

/** So close to full that chance decides in a simulation. */
const CLOSE = { from: 0.7, to: 1.1 };

/** A sentence for each station at which reckoning and simulation do not agree. */
export const disagreements = ({ perMinute, stations }: Level): string[] =>
  stations
    .filter(({ fullness: full }) => full < CLOSE.from || full > CLOSE.to)
    .filter(({ fullness: full, passed }) => full > 1 !== isOver(passed))
    .map(
      ({ station, fullness: full, passed }) =>
        `${perMinute} a minute, ${station.name}: reckoned ${full.toFixed(2)} full, but ${(100 * passed.refused).toFixed(1)} % refused and ${passed.behind.toFixed(0)} s behind`,
    );

/** Resets a minute that must pass what neither a setting nor AWS can raise. */
export const DESIGN_FLOOR = 10_000;
