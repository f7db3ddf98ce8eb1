import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

/** Folder of the benches' cloud. */
export const DATA_DIR = '.local-bench';

interface NumberOption {
  readonly about: string;
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

interface TextOption {
  readonly about: string;
  readonly default: string;
}

type Values<Options> = { readonly [Name in keyof Options]: Options[Name] extends NumberOption ? number : string };

interface Bench<Options> {
  /** The command is `npm run bench:<name>`. */
  readonly name: string;
  /** The question that it answers. */
  readonly question: string;
  /** Reasons to end with status 1. */
  readonly fails: string;
  readonly options: Options;
  run(values: Values<Options>): Promise<Outcome>;
}

interface Outcome {
  /** Written to `--json FILE`, beside the time and the machine. */
  readonly results: object;
  /** A sentence for each budget that is broken. */
  readonly broken: readonly string[];
}

/** Replaces the line of progress on a terminal. */
export const progress = (text: string): void => void process.stderr.write(`\r${text.padEnd(70)}${text ? '' : '\r'}`);

/** Runs a bench. Its status is 1 where a budget is broken, and 2 with one line for an error. */
export async function runBench<Options extends Readonly<Record<string, NumberOption | TextOption>>>(
  bench: Bench<Options>,
): Promise<void> {
  try {
    process.exitCode = await run(bench);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}

async function run<Options extends Readonly<Record<string, NumberOption | TextOption>>>({
  name,
  question,
  fails,
  options,
  ...bench
}: Bench<Options>): Promise<number> {
  const all = { ...options, json: { about: 'file for the numbers', default: `bench/results/${name}.json` } };
  const names = Object.entries(all);
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(names.map(([each]) => [each, { type: 'string' as const }])),
      help: { type: 'boolean' as const },
    },
  });
  if (values.help === true) {
    const lines = names.map(([each, { about, default: value }]) => `  --${each.padEnd(12)}${about} (default ${value})`);
    console.log(`npm run bench:${name} -- [options]\n\n${question}\n\n${lines.join('\n')}\n\nStatus 1: ${fails}`);
    return 0;
  }
  const given = Object.fromEntries(
    names.map(([each, option]) => [
      each,
      valueOf(each, option, (values as Readonly<Record<string, string | undefined>>)[each]),
    ]),
  );
  const began = new Date();
  const { results, broken } = await bench.run(given as Values<Options>);
  const seconds = (Date.now() - began.getTime()) / 1000;
  const machine = { cores: availableParallelism(), node: process.version };
  const file = String(given['json']);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ began, seconds, machine, ...results, broken }, null, 2)}\n`);
  for (const sentence of broken) console.log(sentence);
  return broken.length === 0 ? 0 : 1;
}

function valueOf(name: string, option: NumberOption | TextOption, given: string | undefined): number | string {
  const text = String(given ?? option.default);
  if (!('least' in option)) return text;
  const { least, most } = option;
  if (/^\d{1,8}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new Error(`--${name} ${text}: must be a whole number from ${least} to ${most}`);
}
