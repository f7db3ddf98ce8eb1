import { readFile } from 'node:fs/promises';
import { settingsOfStage } from '../lib/settings/stages/index.ts';
import { STAGE } from './cost/fixed.ts';
import { runBench } from './run-bench.ts';
import { DESIGN_FLOOR, disagreements, LEVELS, levelAt } from './scale/simulation.ts';
import { fullAt, type Measured, stationsAt } from './scale/stations.ts';
import { levelTable, stationTable } from './scale/tables.ts';

await runBench({
  name: 'scale',
  question: 'Which limit is reached first, from 1 to 100,000 resets a minute? A calculation; nothing is called.',
  fails: `arithmetic and simulation disagree, or a limit of the design is reached below ${DESIGN_FLOOR} resets a minute.`,
  options: { measured: { about: 'file of bench:cost', default: 'bench/scale/measured.json' } },
  async run({ measured: file }) {
    const measured = JSON.parse(await readFile(file, 'utf8')) as Measured;
    const settings = settingsOfStage(STAGE);
    const levels = LEVELS.map((perMinute) => levelAt(perMinute, measured, settings));
    const stations = stationsAt(1, measured, settings);
    console.log(`Measured ${measured.measured}.\n\n${stationTable(stations)}\n\n${levelTable(levels)}`);
    const narrow = stations.filter((station) => station.raisedBy === 'design' && fullAt(station) < DESIGN_FLOOR);
    const broken = [
      ...levels.flatMap(disagreements),
      ...narrow.map((station) => `${station.name}: full at ${Math.floor(fullAt(station))} resets a minute`),
    ];
    return { results: { measured, levels }, broken };
  },
});
