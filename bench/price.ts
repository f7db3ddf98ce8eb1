import { parseArgs } from 'node:util';
import { wrongUsage } from '../cli/wrong-usage.ts';
import { SettingsError } from '../lib/settings/check.ts';
import { deployed } from './cost/deployed.ts';
import { alarmTable, columns, priceTable } from './cost/profiles.ts';

const HELP = `npm run price -- [--stage X] [--set KEY=VALUE …]

What a month costs in which nobody resets, by the template: of the profiles and of each stage, or of one stage with
other settings. List prices of us-east-1 (bench/cost/prices.ts); npm run bench:cost measures what resets cost.

Settings of a stage go together: prod has releaseShifting, which the profile essential cannot have, so compare with
--stage prod --set profile=essential --set releaseShifting=all-at-once.`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] as string[] },
    help: { type: 'boolean', default: false },
  },
});

try {
  if (values.help) console.log(HELP);
  else if (values.stage === undefined) {
    const all = columns(deployed);
    console.log(`${priceTable(all)}\n\n${alarmTable(all)}`);
  } else {
    const settings = Object.fromEntries(values.set.map((text) => text.split(/=(.*)/s).slice(0, 2)));
    console.log(priceTable([{ name: `stage ${values.stage}`, stack: deployed(values.stage, settings) }]));
  }
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(wrongUsage(error));
  process.exitCode = 2;
}
