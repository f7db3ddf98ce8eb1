import * as z from 'zod';
import { parseArguments } from '../ops/arguments.ts';
import type { Command, Context } from '../ops/command.ts';
import { errorText } from '../ops/error-text.ts';
import { type Outcome, UsageError } from '../ops/outcome.ts';
import { Refused } from './requests.ts';

/** Commands that the page may run: those of a call on the telephone. */
export const ALLOWED: ReadonlySet<string> = new Set([
  'users show',
  'users add',
  'users disable',
  'users enable',
  'users remove',
  'users set-addresses',
  'sessions end',
  'resets show',
  'resets timeline',
  'resets start',
  'resets resume',
  'resets cancel',
  'limits show',
  'limits lift',
  'networks allow',
  'networks list',
  'suppression clear',
]);

/** Labels of the page's fields, by the arguments that they become. */
const LABELS: Readonly<Record<string, string>> = {
  USERID: 'User ID',
  'USERID|ADDRESS': 'User ID or address',
  ADDRESS: 'Addresses',
  CIDR: 'Network',
  '--starts': 'Resets and failed logins an hour',
  '--reason': 'Reason',
};

const schema = z.strictObject({
  command: z.string(),
  positionals: z.array(z.string().max(512)).max(12),
  options: z.record(z.string().regex(/^[a-z]+$/), z.union([z.string().max(512), z.literal(true)])).default({}),
});

/** Command that the page asks for, as `ops` would take it. */
export type PageCommand = z.input<typeof schema>;

/**
 * Runs a command for the page, with the same checks, rights and audit events as on the command line.
 *
 * @throws {@link Refused} with a message for the page
 */
export async function runForPage(
  context: Context,
  commands: ReadonlyMap<string, Command>,
  body: unknown,
): Promise<Outcome> {
  const asked = schema.safeParse(body).data;
  const command = asked && ALLOWED.has(asked.command) ? commands.get(asked.command) : undefined;
  if (asked === undefined || command === undefined) throw new Refused(400, 'there is no such command');
  const options = Object.entries(asked.options).map(([name, value]) =>
    value === true ? `--${name}` : `--${name}=${value}`,
  );
  try {
    return await command.run(context, parseArguments(command, {}, [...options, '--', ...asked.positionals]));
  } catch (error) {
    if (error instanceof UsageError)
      throw new Refused(400, `${LABELS[error.argument] ?? error.argument}: ${error.problem}`);
    throw new Refused(500, errorText(error));
  }
}
