import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { startCloud } from '../local/cloud.ts';
import { freePortBase, portsFrom } from '../local/ports.ts';
import { askForCapacity, WireProxy } from '../testkit/wire/wire-proxy.ts';
import { billOf, byService, type Line, totalOf } from './cost/bill.ts';
import { abuseTable, billTable, GOAL, monthTable, verdicts, verdictTable } from './cost/budget.ts';
import { costChart } from './cost/chart.ts';
import { deployed, monthOf, stageOf } from './cost/fixed.ts';
import { type Found, measure, measuredOf, windowOf } from './cost/measure.ts';
import { CAPTCHAS, PRICES, recaptchaMonth } from './cost/prices.ts';
import { STARTS_PER_SOURCE } from './cost/scenarios.ts';
import { DATA_DIR } from './functions/deployed.ts';
import { runBench } from './run-bench.ts';

const HELP = `npm run bench:cost -- [options]     what 1,000 complete resets and 1,000 abusive starts cost on AWS

  --resets N        complete resets that are measured (default 4)
  --json FILE       where the numbers are written (default bench/results/cost.json)
  --chart FILE      where the chart is drawn (default bench/results/cost.svg)
  --measured FILE   where what a reset takes is written for bench:scale (left out: nowhere)
  --help            show this

The prices are in bench/cost/prices.ts. Ends with status 1 where a complete reset is over its ceiling (bench/cost/budget.ts).`;

const { values } = parseArgs({
  options: {
    resets: { type: 'string', default: '4' },
    json: { type: 'string', default: 'bench/results/cost.json' },
    chart: { type: 'string', default: 'bench/results/cost.svg' },
    measured: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const PLAN = 'mailALaCarte';

function resets(): number {
  const number = Number(values.resets);
  if (/^\d{1,2}$/.test(values.resets) && number >= 1 && number <= 10) return number;
  throw new Error(`--resets ${values.resets}: must be a whole number from 1 to 10`);
}

function captchaLines(): string[] {
  const month = 100_000;
  const ofReset = (recaptchaMonth(month * 3 * 10) - recaptchaMonth(month * 3)) / (month * 9);
  const { recaptcha, turnstile } = CAPTCHAS;
  return [
    `Beside it, the human check (three a reset): reCAPTCHA $${(ofReset * 1000).toFixed(2)} for 1,000 resets beyond ${recaptcha.flat.upTo.toLocaleString('en-US')} assessments a month`,
    `($${recaptcha.flat.dollars} covers those, ${recaptcha.free.toLocaleString('en-US')} are free; ${recaptcha.lookedUp}); Turnstile nothing (${turnstile.lookedUp}; no page was found that confirms it).`,
  ];
}

async function report(found: Found, began: Date): Promise<number> {
  const stack = deployed();
  const stage = stageOf(stack);
  const unitOf = ({ price }: Line): string => PRICES[price].unit;
  const lines = billOf(found.reset, stage, PLAN);
  const reached = verdicts(found.reset, stage);
  const slower = verdicts(found.reset, stage, 2);
  const abuse = found.abuse.map(({ name, usage }) => ({ name, usage, lines: billOf(usage, stage, PLAN) }));
  const tableUsers = found.reset.functions.filter(({ waits }) => waits.dynamodb > 0).length;
  const month = monthOf(stack, { ...found, tableUsers });
  console.log(`${billTable(lines, unitOf)}\n\n${verdictTable(reached)}\n`);
  console.log(
    `Were Lambda's processor half as fast: ${slower.map(({ plan, ratio }) => `${ratio.toFixed(2)} ${plan}`).join(', ')}.`,
  );
  console.log(captchaLines().join('\n'));
  console.log(`\n${abuseTable(abuse)}\n\n${monthTable(month, totalOf(lines))}`);
  await mkdir(dirname(values.json), { recursive: true });
  const machine = { cores: availableParallelism(), node: process.version };
  const results = {
    began,
    machine,
    stage,
    reset: { usage: found.reset, lines },
    verdicts: reached,
    slower,
    abuse,
    month,
  };
  await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
  await mkdir(dirname(values.chart), { recursive: true });
  await writeFile(values.chart, costChart('1,000 complete resets, à la carte', byService(lines).map(thousandfold)));
  if (values.measured !== undefined) {
    const taken = measuredOf(found, began, reached, totalOf(month));
    await writeFile(values.measured, `${JSON.stringify(taken, null, 2)}\n`);
  }
  for (const { plan, ratio, goalReached, broken } of reached) {
    if (!goalReached) console.log(`goal not reached, ${plan}: ${ratio.toFixed(2)} of the mails, ${GOAL} is wanted`);
    if (broken) console.log(`over its ceiling, ${plan}: ${ratio.toFixed(2)} of the mails`);
  }
  return reached.some(({ broken }) => broken) ? 1 : 0;
}

const thousandfold = ({ service, dollars }: { service: string; dollars: number }) => ({
  service,
  dollars: dollars * 1000,
});

async function run(): Promise<number> {
  const began = new Date();
  resets();
  const portBase = await freePortBase();
  const ports = portsFrom(portBase);
  const wire = (port: number) => `http://127.0.0.1:${port}`;
  const dynamodb = await WireProxy.start(wire(ports.dynamodb), askForCapacity);
  const ses = await WireProxy.start(wire(ports.inbox));
  const secretsManager = await WireProxy.start(wire(ports.secretsManager));
  const window = windowOf(deployed().settings.auditBatchingSeconds);
  console.error('Starting a cloud …');
  const cloud = await startCloud({
    dataDir: DATA_DIR,
    portBase,
    fresh: true,
    users: 40,
    settings: { startsPerSourcePerHour: String(STARTS_PER_SOURCE), auditBatchingSeconds: String(window) },
    through: { dynamodb: dynamodb.url, ses: ses.url, secretsManager: secretsManager.url },
  });
  try {
    const wires = { dynamodb: dynamodb.proxy, ses: ses.proxy, secretsManager: secretsManager.proxy };
    const found = await measure(cloud, wires, { resets: resets(), window });
    return await report(found, began);
  } finally {
    await cloud.stop();
    for (const { proxy } of [dynamodb, ses, secretsManager]) await proxy.stop();
  }
}

await runBench(values.help ? HELP : undefined, run);
