import * as z from 'zod';
import { directory } from '../../../lib/settings/groups/directory.ts';
import { hosts } from '../../../lib/settings/groups/hosts.ts';
import { operation } from '../../../lib/settings/groups/operation.ts';
import { presentation } from '../../../lib/settings/groups/presentation.ts';
import { security } from '../../../lib/settings/groups/security.ts';
import { settingsSchema } from '../../../lib/settings/schema.ts';
import { linkedPaths } from './linked-paths.ts';
import { wrapped } from './wrapped.ts';

/** Groups of the settings, by their files in lib/settings/groups. */
export const GROUPS = [
  { title: 'Pages and mails', file: 'presentation', settings: presentation },
  { title: 'Host names and senders', file: 'hosts', settings: hosts },
  { title: 'Rules of a reset', file: 'security', settings: security },
  { title: 'User directory', file: 'directory', settings: directory },
  { title: 'Operation', file: 'operation', settings: operation },
] as const;

/** What is read of the JSON Schema of a setting. */
interface ValueSchema {
  readonly type?: string;
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly default?: unknown;
  readonly items?: ValueSchema;
  readonly anyOf?: readonly ValueSchema[];
}

const FORMATS: Readonly<Record<string, string>> = { email: 'e-mail address', uri: 'URL' };

const grouped = (value: number): string => value.toLocaleString('en-US');

/** Describes the values of a setting, such as "integer from 6 to 12". */
function kindOf(schema: ValueSchema): string {
  const { type, minimum, maximum, format = '' } = schema;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(kindOf))].join(' or ');
  if (type === 'array') return `list of ${kindOf(schema.items ?? {})}s`;
  if (type === 'boolean') return '`true` or `false`';
  if (type === 'object') return 'names with texts';
  if (minimum !== undefined && maximum !== undefined)
    return `${type === 'integer' ? 'integer' : 'number'} from ${grouped(minimum)} to ${grouped(maximum)}`;
  return FORMATS[format] ?? 'text';
}

const isEmpty = (value: unknown): boolean => typeof value === 'object' && Object.keys(Object(value)).length === 0;

/** Default in code; undefined where none applies, or the text says what applies. */
const defaultOf = ({ default: value }: ValueSchema): string | undefined =>
  value === undefined || isEmpty(value) ? undefined : `\`${JSON.stringify(value).replaceAll('"', '')}\``;

/**
 * Returns the comments before the properties of an object literal, without their stars, by the names of the properties.
 */
export function commentsIn(source: string): ReadonlyMap<string, string> {
  const found = source.matchAll(/^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+):/gm);
  return new Map(
    Array.from(found, ([, comment = '', name = '']) => [
      name,
      comment
        .replaceAll(/^\s*\* ?/gm, '')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    ]),
  );
}

/** The default has a place of its own, unless the comment says more about it than its value. */
const withoutDefault = (comment: string, value: string | undefined): string =>
  value === undefined ? comment : comment.replace(new RegExp(` Default: \`?${escaped(value)}\`?\\.$`), '');

const escaped = (value: string): string => value.slice(1, -1).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function section(name: string, schema: ValueSchema, required: boolean, comment: string | undefined): string {
  if (comment === undefined) throw new Error(`The setting ${name} has no comment in lib/settings. Write one above it.`);
  const value = defaultOf(schema);
  const facts = [kindOf(schema), value === undefined ? (required ? 'required' : 'optional') : `default ${value}`];
  return `### ${name}\n\n*${facts.join(' · ')}*\n\n${wrapped(linkedPaths(withoutDefault(comment, value)))}\n`;
}

/** Returns the page of all settings. `read` returns the text of a file of the repository. */
export function settingsPage(read: (path: string) => string): string {
  // Of the output, because the command line gives text for every kind.
  const { properties = {} } = z.toJSONSchema(settingsSchema, { io: 'output', unrepresentable: 'any' });
  const { required = [] } = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' });
  const sectionsOf = (names: readonly string[], source: string) => {
    const comments = commentsIn(source);
    return names.map((name) =>
      section(name, Object(properties[name]) as ValueSchema, isNeeded(name, required), comments.get(name)),
    );
  };
  const groups = GROUPS.map(({ title, file, settings }) => {
    const source = read(`lib/settings/groups/${file}.ts`);
    return [`## ${title}\n`, ...sectionsOf(Object.keys(settings), source)].join('\n');
  });
  return [HEAD, '## Stage\n', ...sectionsOf(['stage'], read('lib/settings/schema.ts')), ...groups].join('\n');
}

/** Kinds that also accept text are optional in the schema of the input, so their own schema decides. */
export const isNeeded = (name: string, required: readonly string[]): boolean =>
  required.includes(name) &&
  !settingsSchema.shape[name as keyof typeof settingsSchema.shape].safeParse(undefined).success;

const HEAD = `# Settings

Everything that differs between stages. A stage's file in [lib/settings/stages/](../../lib/settings/stages) sets what
differs from the defaults, and \`-c NAME=VALUE\` of the CDK, \`--set NAME=VALUE\` of \`npm run deploy\` and of \`npm start\`
override it. Lists are then separated by commas. In [a CDK app of your own](../guides/construct.md) each setting is a
property of the construct, and nothing overrides it. Synth refuses a wrong value, and says how to fix it. *R6* and the
like are [requirements](requirements.md).

\`npm run reference\` makes this page from \`lib/settings/\`.
`;
