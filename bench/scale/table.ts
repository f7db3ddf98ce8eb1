import { markdownTable } from '../markdown-table.ts';
import { type Level, overAt } from './levels.ts';
import { fullAt, type Station } from './stations.ts';

const whole = (value: number): string => Math.floor(Number(value.toPrecision(2))).toLocaleString('en-US');
const number = (value: number): string => String(Number(value.toPrecision(3)));
const dollars = (value: number): string => `$${Math.round(value).toLocaleString('en-US')}`;

const rateOf = ({ capacity, lanes, unit, per }: Station): string => {
  const one = capacity >= 1 ? whole(capacity) : number(capacity);
  return `${lanes === 1 ? '' : `${lanes} × `}${one} ${unit} a ${per}`;
};

/** What a reset takes of each station, and how many a minute fill it; those first that are full first. */
export const stationTable = (stations: readonly Station[]): string =>
  markdownTable(
    ['station', 'a reset takes', 'it takes', 'full at resets a minute', 'raised by'],
    stations
      .filter(({ load }) => load > 0)
      .toSorted((one, other) => fullAt(one) - fullAt(other))
      .map((station) => [
        station.name,
        `${number(station.load)} ${station.unit}`,
        rateOf(station),
        whole(fullAt(station)),
        `${station.raisedBy}: ${station.how}`,
      ]),
  );

const told = (over: readonly { readonly station: Station; readonly fullness: number }[]): string =>
  over.map(({ station, fullness }) => `${station.name} (${number(fullness)}×)`).join('; ') || 'nothing';

export const levelTable = (levels: readonly Level[]): string =>
  markdownTable(
    ['resets a minute', 'over as deployed, the fullest first', 'over with all raised that can be'],
    levels.map((level) => [level.perMinute.toLocaleString('en-US'), told(overAt(level)), told(level.staying)]),
  );

export const monthTable = (levels: readonly Level[]): string =>
  markdownTable(
    ['resets a minute', 'a month, à la carte', 'on Essentials', 'reCAPTCHA beside'],
    levels.map((level) => [
      level.perMinute.toLocaleString('en-US'),
      dollars(level.month.aLaCarte),
      dollars(level.month.essentials),
      dollars(level.month.captchas),
    ]),
  );
