import type { Settings } from '../../lib/settings/schema.ts';
import { secretNames, tableNames } from '../../lib/stage-names.ts';
import type { Clients } from './clients.ts';
import type { Arguments, Usage } from './arguments.ts';
import type { Outcome } from './outcome.ts';

/** Stage, clients and terminal that a command works with. */
export interface Context {
  readonly settings: Settings;
  readonly tables: ReturnType<typeof tableNames>;
  readonly secrets: ReturnType<typeof secretNames>;
  readonly clients: Clients;
  /** Origin of the hosted pages, where the endpoints file or the settings name it. */
  readonly site: string | undefined;
  readonly now: () => Date;
  /** Prints one line about the progress of a long command, never a result. */
  readonly progress: (line: string) => void;
  /** Asks on the terminal. Returns undefined where there is no terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

export const contextOf = (
  settings: Settings,
  clients: Clients,
  { err, ask }: { err: (text: string) => void; ask: Context['ask'] },
): Context => ({
  settings,
  tables: tableNames(settings.stage),
  secrets: secretNames(settings.stage),
  clients,
  site: clients.endpoints?.site ?? settings.siteUrl,
  now: () => new Date(),
  progress: (line) => err(`${line}\n`),
  ask,
});

export interface Command extends Usage {
  /** Summary in one line. */
  readonly summary: string;
  /** Rest of the text of `--help`. */
  readonly details: string;
  run(context: Context, given: Arguments): Promise<Outcome>;
}
