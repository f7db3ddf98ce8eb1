import { markdownTable } from '../../testkit/measuring/markdown-table.ts';
import type { Level } from './simulation.ts';
import { fullAt, type Station } from './stations.ts';

const whole = (value: number): string => Math.floor(Number(value.toPrecision(2))).toLocaleString('en-US');
const number = (value: number): string => String(Number(value.toPrecision(3)));

const rateOf = ({ capacity, lanes, unit, per }: Station): string =>
  `${lanes === 1 ? '' : `${lanes} × `}${capacity >= 1 ? whole(capacity) : number(capacity)} ${unit} a ${per}`;

/** The load of a reset on each station, and the resets a minute that fill it; the first to be full comes first. */
export const stationTable = (stations: readonly Station[]): string =>
  markdownTable(
    ['station', 'a reset takes', 'limit', 'full at resets a minute', 'raised by'],
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

const named = (loads: Level['staying']): string =>
  loads
    .filter(({ full }) => full > 1)
    .toSorted((one, other) => other.full - one.full)
    .map(({ station, full }) => `${station.name} (${number(full)}×)`)
    .join('; ') || 'nothing';

export const levelTable = (levels: readonly Level[]): string =>
  markdownTable(
    ['resets a minute', 'over as deployed, the fullest first', 'over with all raised that can be'],
    levels.map(({ perMinute, stations, staying }) => [
      perMinute.toLocaleString('en-US'),
      named(stations),
      named(staying),
    ]),
  );
