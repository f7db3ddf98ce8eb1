import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { DIRECTORIES } from '../functions/operations/fields.ts';
import { overBudget, sizeOf } from './bundles/budget.ts';
import { bundlesWith } from './bundles/parts.ts';
import { readRecorded, writeRecorded } from './bundles/record.ts';
import { markdownTable } from './markdown-table.ts';
import { runBench } from './run-bench.ts';

const HELP = `npm run bench:bundles -- [options]     how large each function's bundle is, and what is in it

  --record      take the present sizes for the recorded ones (bench/bundles/recorded.json)
  --json FILE   where the numbers are written (default bench/results/bundles.json)
  --help        show this

Ends with status 1 where a bundle is over its budget, two percent above what is recorded, and says which packages grew.`;

const { values } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    json: { type: 'string', default: 'bench/results/bundles.json' },
    help: { type: 'boolean', default: false },
  },
});

/** The parts of a bundle that are named in the table. */
const LARGEST = 3;

async function run(): Promise<number> {
  if (values.record) writeRecorded(bundlesWith);
  const recorded = readRecorded();
  const present = DIRECTORIES.map((directory) => {
    process.stderr.write(`bundling for the directory ${directory}\n`);
    return { directory, bundles: bundlesWith(directory) };
  });
  const rows = Object.entries(present.find(({ directory }) => directory === 'built-in')?.bundles ?? {}).map(
    ([name, parts]) => {
      const largest = Object.entries(parts).sort(([, one], [, other]) => other - one);
      const named = largest.slice(0, LARGEST).map(([part, bytes]) => `${part} ${Math.round(bytes / 1024)}`);
      return [name, (sizeOf(parts) / 1024).toFixed(0), named.join(', ')];
    },
  );
  console.log(markdownTable(['function', 'KiB', 'the largest parts'], rows));
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, `${JSON.stringify(present, null, 2)}\n`);
  const broken = present.flatMap(({ directory, bundles }) =>
    overBudget(recorded[directory], bundles).map((line) => `${directory}: ${line}`),
  );
  for (const line of broken) console.log(line);
  return broken.length === 0 ? 0 : 1;
}

await runBench(values.help ? HELP : undefined, run);
