import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { checkSettings, wrongValueOf } from '../../lib/settings/check.ts';
import { CONFIG_FILE, configFile } from '../../lib/settings/config-path.ts';
import { refusePlaceholders } from '../../lib/settings/placeholders.ts';
import { settingsSchema } from '../../lib/settings/schema.ts';
import { stagesIn } from '../../lib/settings/stages/from-file.ts';
import { UsageError } from '../deploy/options.ts';
import { type Answers, type Question, QUESTIONS } from './questions.ts';

export const HELP = `npx serverless-password-reset init [--yes] [--replace] [--SETTING VALUE …]

Asks for the settings that have no default, or whose default you should know, and writes them into ${CONFIG_FILE}
here, or into the file that PASSWORD_RESET_CONFIG names. The file has the settings of each stage by its name, so run it
again for another stage.

  --SETTING VALUE   answer to a question, which is then not asked:
${[...new Set(QUESTIONS.map(({ setting, text }) => `                    --${setting}: ${text}`))].join('\n')}
  --yes             ask nothing: what is not given has its default
  --replace         replace a stage that the file has already
  --help            show this

Exit codes: 0 written; 1 the input ended before the last answer; 2 wrong options or answers.`;

/** Terminal of the one who answers. */
export interface Terminal {
  /** Undefined where there is no terminal to ask on. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly print: (line: string) => void;
}

const names = [...new Set(QUESTIONS.map(({ setting }) => setting))];

const OPTIONS: ParseArgsOptionsConfig = {
  ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  yes: { type: 'boolean' },
  replace: { type: 'boolean' },
  help: { type: 'boolean' },
};

/**
 * Asks, checks the answers and writes the file.
 *
 * @throws {@link UsageError} for wrong options, or an answer that is missing
 * @throws `SettingsError` for answers that are wrong, or that do not go together
 */
export async function init(args: string[], { ask, print }: Terminal): Promise<void> {
  const given = parsed(args);
  if (given['help'] === true) {
    print(HELP);
    return;
  }
  if (given['yes'] !== true && ask === undefined) {
    throw new UsageError('There is no terminal to ask on. Give the answers as options, and --yes');
  }
  const answers = await answersOf(given, given['yes'] === true ? undefined : ask, print);
  const { stage = '', ...settings } = answers;
  const words = { placeOf: (name: string) => `with --${name}`, nameOf: (name: string) => name };
  refusePlaceholders(checkSettings({ ...settings, stage } as Parameters<typeof checkSettings>[0], {}, words));

  const file = configFile() ?? CONFIG_FILE;
  if (!file.endsWith('.json'))
    throw new UsageError(`${file} is no JSON file. Write the stage "${stage}" into it yourself`);
  const before = existsSync(file) ? stagesIn(file) : {};
  if (Object.hasOwn(before, stage) && given['replace'] !== true) {
    throw new UsageError(`${file} has the stage "${stage}" already. Edit it there, or use --replace`);
  }
  const others = Object.entries(before).map(([name, { stage: _stage, ...kept }]) => [name, kept] as const);
  writeFileSync(file, `${JSON.stringify({ ...Object.fromEntries(others), [stage]: settings }, undefined, 2)}\n`);
  print(`Wrote the stage "${stage}" into ${file}.`);
  print(`Next: npx serverless-password-reset doctor --stage ${stage}`);
  print('Where the construct is in a CDK app of yours, deploy that app instead.');
}

function parsed(args: string[]): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    const [message = ''] = (error as Error).message.split('. ');
    const [, name = ''] = /^Unknown option '--([^']*)'/.exec(message) ?? [];
    if (!Object.hasOwn(settingsSchema.shape, name)) throw new UsageError(message, { cause: error });
    throw new UsageError(
      `--${name}: init does not ask for this setting. Write it into ${configFile() ?? CONFIG_FILE} when init is done`,
      { cause: error },
    );
  }
}

async function answersOf(
  given: Readonly<Record<string, unknown>>,
  ask: Terminal['ask'],
  print: Terminal['print'],
): Promise<Answers> {
  let answers: Answers = {};
  for (const question of QUESTIONS) {
    if (question.when?.(answers) === false) continue;
    const { setting } = question;
    const answer = await answerTo(question, given[setting], ask, print);
    if (answer !== '') answers = { ...answers, [setting]: answer };
  }
  const unused = names.filter((name) => given[name] !== undefined && answers[name] === undefined);
  if (unused.length > 0) throw new UsageError(`--${unused.join(', --')}: has no effect with the other answers`);
  return answers;
}

async function answerTo(
  question: Question,
  given: unknown,
  ask: Terminal['ask'],
  print: Terminal['print'],
): Promise<string> {
  const { setting, text, explanation, choices, otherwise } = question;
  if (typeof given === 'string') {
    const wrong = problemOf(question, given);
    if (wrong !== undefined) throw new UsageError(`--${setting} ${given}: ${wrong}`);
    return given;
  }
  if (ask === undefined) {
    if (otherwise === undefined) throw new UsageError(`--${setting} is missing: ${text}`);
    return otherwise;
  }
  print(`\n${explanation}`);
  const offered = [choices?.join(', '), otherwise && `default ${otherwise}`].filter(Boolean).join('; ');
  for (;;) {
    const answer = (await ask(`${text}${offered && ` (${offered})`}: `)) || (otherwise ?? '');
    const wrong = answer === '' && otherwise === '' ? undefined : problemOf(question, answer);
    if (wrong === undefined) return answer;
    print(`  ${setting}: ${wrong}`);
  }
}

/** Returns what is wrong with an answer; undefined if nothing is. */
function problemOf({ setting }: Question, answer: string): string | undefined {
  if (answer === '') return 'is needed';
  return wrongValueOf(setting, answer);
}
