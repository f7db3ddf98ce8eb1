import { writeFile } from 'node:fs/promises';
import { startCloud } from '../local/cloud.ts';
import { freePortBase, portsFrom } from '../local/ports.ts';
import { askForCapacity, WireProxy } from '../testkit/wire/wire-proxy.ts';
import { billOf, totalOf } from './cost/bill.ts';
import { abuseTable, billTable, functionTable, monthTable, perReset, verdicts, verdictTable } from './cost/budget.ts';
import { deployed } from './cost/deployed.ts';
import { monthOf, stageOf } from './cost/fixed.ts';
import { type Found, measure } from './cost/measure.ts';
import { CAPTCHAS, recaptchaMonth } from './cost/prices.ts';
import { STARTS_PER_SOURCE, WINDOW } from './cost/scenarios.ts';
import { DATA_DIR, progress, runBench } from './run-bench.ts';

const PLAN = 'mailALaCarte';

function captchaLine(): string {
  const { flat, free, lookedUp } = CAPTCHAS.recaptcha;
  const beyond = (recaptchaMonth(2 * flat.upTo) - recaptchaMonth(flat.upTo)) / flat.upTo;
  return [
    `Not included, the captcha (three a reset): reCAPTCHA $${(3000 * beyond).toFixed(2)} for 1,000 resets beyond`,
    `${flat.upTo.toLocaleString('en-US')} assessments a month ($${flat.dollars} covers those,`,
    `${free.toLocaleString('en-US')} are free; ${lookedUp}); Turnstile nothing (${CAPTCHAS.turnstile.lookedUp}).`,
  ].join(' ');
}

async function report(found: Found, began: Date, file: string) {
  const stack = deployed();
  const stage = stageOf(stack);
  const lines = billOf(found.reset, stage, PLAN);
  const reached = verdicts(found.reset, stage);
  const abuse = found.abuse.map(({ name, usage }) => ({ name, usage, lines: billOf(usage, stage, PLAN) }));
  const tableUsers = found.reset.functions.filter(({ waits }) => waits.dynamodb > 0).length;
  const month = monthOf(stack, { ...found, tableUsers });
  console.log(`${billTable(lines)}\n\n${verdictTable(reached)}\n`);
  console.log(`${functionTable(found.reset.functions)}\n`);
  console.log(`${captchaLine()}\n\n${abuseTable(abuse)}\n\n${monthTable(month, totalOf(lines))}`);
  if (file !== '') {
    await writeFile(file, `${JSON.stringify(perReset(found, began), null, 2)}\n`);
  }
  for (const { plan, ratio, goal } of reached)
    if (ratio > goal) console.log(`goal not reached, ${plan}: ${ratio.toFixed(2)} of the mails; the goal is ${goal}`);
  return {
    results: { stage, reset: { usage: found.reset, lines }, verdicts: reached, abuse, month },
    broken: reached
      .filter(({ ratio, ceiling }) => ratio > ceiling)
      .map(({ plan, ratio, ceiling }) => `${plan}: ${ratio.toFixed(2)} of the mails; the ceiling is ${ceiling}`),
  };
}

await runBench({
  name: 'cost',
  question: 'How much do 1,000 complete resets, 1,000 abusive starts and a quiet month cost on AWS?',
  fails: 'a complete reset is over its ceiling (bench/cost/budget.ts). The prices are in bench/cost/prices.ts.',
  options: {
    resets: { about: 'complete resets that are measured', default: 4, least: 1, most: 10 },
    events: { about: 'value of the setting eventBus', default: 'off' },
    measured: { about: 'file for bench:scale; nothing is written without it', default: '' },
  },
  async run({ resets, measured, events }) {
    const began = new Date();
    const portBase = await freePortBase();
    const ports = portsFrom(portBase);
    const [dynamodb, ses, secretsManager] = await Promise.all([
      WireProxy.start(`http://127.0.0.1:${ports.dynamodb}`, askForCapacity),
      WireProxy.start(`http://127.0.0.1:${ports.inbox}`),
      WireProxy.start(`http://127.0.0.1:${ports.secretsManager}`),
    ]);
    progress('Starting a cloud …');
    const cloud = await startCloud({
      dataDir: DATA_DIR,
      portBase,
      fresh: true,
      users: 40,
      settings: {
        startsPerSourcePerHour: String(STARTS_PER_SOURCE),
        auditBatchingSeconds: String(WINDOW),
        eventBus: events,
      },
      through: { dynamodb: dynamodb.url, ses: ses.url, secretsManager: secretsManager.url },
    });
    try {
      const wires = { dynamodb: dynamodb.proxy, ses: ses.proxy, secretsManager: secretsManager.proxy };
      return await report(await measure(cloud, wires, resets, events !== 'off'), began, measured);
    } finally {
      await cloud.stop();
      for (const { proxy } of [dynamodb, ses, secretsManager]) await proxy.stop();
    }
  },
});
