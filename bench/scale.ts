import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { settingsFromContext } from '../lib/settings/stages/index.ts';
import { STAGE } from './cost/fixed.ts';
import { DESIGN_FLOOR, disagreements, LEVELS, levelAt } from './scale/levels.ts';
import { MEASURED_FILE, readMeasured } from './scale/measured.ts';
import { fullAt, stationsAt } from './scale/stations.ts';
import { levelTable, monthTable, stationTable } from './scale/table.ts';
import { runBench } from './run-bench.ts';

const HELP = `npm run bench:scale -- [options]     what fills first, from 1 to 100,000 resets a minute

  --measured FILE   what bench:cost measured (default bench/scale/measured.json)
  --json FILE       where the numbers are written (default bench/results/scale.json)
  --help            show this

Reckons and simulates; nothing is called. Ends with status 1 where the two disagree, or where fewer than ${DESIGN_FLOOR} resets a minute
fill what neither a setting nor AWS can raise.`;

const { values } = parseArgs({
  options: {
    measured: { type: 'string' },
    json: { type: 'string', default: 'bench/results/scale.json' },
    help: { type: 'boolean', default: false },
  },
});

async function run(): Promise<number> {
  const measured = readMeasured(values.measured ?? MEASURED_FILE);
  const settings = settingsFromContext((key) => (key === 'stage' ? STAGE : undefined));
  const levels = LEVELS.map((perMinute) => {
    process.stderr.write(`\r${perMinute} resets a minute `);
    return levelAt(perMinute, measured, settings);
  });
  process.stderr.write('\r');
  const stations = stationsAt(1, measured, settings);
  console.log(
    `Measured ${measured.measured}.\n\n${stationTable(stations)}\n\n${levelTable(levels)}\n\n${monthTable(levels)}`,
  );
  const narrow = stations.filter((station) => station.raisedBy === 'design' && fullAt(station) < DESIGN_FLOOR);
  const broken = [
    ...levels.flatMap(disagreements),
    ...narrow.map((station) => `${station.name}: full at ${Math.floor(fullAt(station))} resets a minute`),
  ];
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, `${JSON.stringify({ began: new Date(), measured, levels, broken }, null, 2)}\n`);
  for (const line of broken) console.log(line);
  return broken.length === 0 ? 0 : 1;
}

await runBench(values.help ? HELP : undefined, run);
