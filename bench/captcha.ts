import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { makeChallenge } from '../functions/domain/proof-of-work.ts';
import { median } from '../testkit/measuring/statistics.ts';
import { launchBrowser } from '../test/e2e/browser/browser.ts';

/**
 * Measures the proof of work of the captcha `altcha` in Chromium on this machine: milliseconds of a solution, and the
 * longest time for which the page did not react meanwhile. `npm run bench:captcha -- 200`: maximum tries.
 */

const tries = Number(process.argv[2] ?? 200);
const SOLUTIONS = 15;

declare global {
  interface Window {
    solver: { solve(challenge: unknown, stopped: () => boolean): Promise<string | undefined> };
  }
}

const expiresAt = new Date(Date.now() + 600_000);
const binding = { action: 'verify_otp', hostname: '127.0.0.1', maximumTries: tries, expiresAt };
const making: number[] = [];
const challenges = [];
for (let made = 0; made < SOLUTIONS; made += 1) {
  const begun = performance.now();
  challenges.push(await makeChallenge('a secret', binding));
  making.push(performance.now() - begun);
}

const { outputFiles } = await build({
  entryPoints: ['web/captcha-altcha.ts'],
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'solver',
  write: false,
});
const script = outputFiles[0]?.text ?? '';
const server = createServer((_, response) => response.end('<!doctype html><title>Solver</title>')).listen(
  0,
  '127.0.0.1',
);
await new Promise((resolve) => server.once('listening', resolve));
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.addScriptTag({ content: script.replace('var solver', 'window.solver') });
  const { solving, blocked } = await page.evaluate(async (all) => {
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 4);
    const times: number[] = [];
    for (const challenge of all) {
      const begun = performance.now();
      await window.solver.solve(challenge, () => false);
      times.push(performance.now() - begun);
    }
    clearInterval(timer);
    return { solving: times, blocked: longest };
  }, challenges);
  const rows = [
    ['making a challenge, median', median(making)],
    [`solving ${tries} tries at most, median`, median(solving)],
    [`solving ${tries} tries at most, slowest of ${SOLUTIONS}`, Math.max(...solving)],
    ['longest time without an answer of the page', blocked],
  ] as const;
  for (const [what, milliseconds] of rows) console.log(`${what.padEnd(52)} ${milliseconds.toFixed(0).padStart(6)} ms`);
  console.log(`script, minified: ${script.length} bytes`);
} finally {
  await browser.close();
  server.close();
}
