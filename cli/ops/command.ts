import type { Settings } from '../../lib/settings/schema.ts';
import { secretNames, tableNames } from '../../lib/stage-names.ts';
import type { Clients } from './clients.ts';
import type { Arguments, Usage } from './arguments.ts';
import type { Outcome } from './outcome.ts';

/** What commands work with. */
export interface Context {
  readonly settings: Settings;
  readonly tables: ReturnType<typeof tableNames>;
  readonly secrets: ReturnType<typeof secretNames>;
  readonly clients: Clients;
  /** The origin of the hosted pages, where the endpoints file or the settings name it. */
  readonly site: string | undefined;
  readonly now: () => Date;
  /** One line of how far a long command is; never a result. */
  readonly progress: (line: string) => void;
  /** Undefined where there is nobody to ask. */
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
  /** One line. */
  readonly summary: string;
  /** What else `--help` says. */
  readonly details: string;
  run(context: Context, given: Arguments): Promise<Outcome>;
}
