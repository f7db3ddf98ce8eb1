import * as z from 'zod';
import { settingsSchema } from '../../../lib/settings/schema.ts';
import { commentsIn, GROUPS, isNeeded } from './settings.ts';
import { wrapped } from './wrapped.ts';

/** What is read of the JSON Schema of a setting. */
interface ValueSchema {
  readonly type?: string;
  readonly enum?: readonly (string | number)[];
  readonly items?: ValueSchema;
  readonly anyOf?: readonly ValueSchema[];
  readonly additionalProperties?: ValueSchema;
}

/** Returns the type of a value in a stage's file. */
function typeOf({ type, enum: values, items, anyOf, additionalProperties }: ValueSchema): string {
  if (values !== undefined)
    return values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(' | ');
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(' | ');
  if (type === 'array') {
    const entry = typeOf(items ?? {});
    return entry.includes(' ') ? `readonly (${entry})[]` : `readonly ${entry}[]`;
  }
  if (type === 'object') return `Readonly<Record<string, ${typeOf(additionalProperties ?? {})}>>`;
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean' || type === 'string') return type;
  throw new Error(`There is no type for ${JSON.stringify(type)}. Add it to docs/site/reference/stage-settings.ts.`);
}

/** Columns between the stars of a comment and the end of the line. */
const COLUMNS = 115;

function comment(text: string): string {
  const line = `  /** ${text} */`;
  return line.length <= 120
    ? line
    : [
        '  /**',
        ...wrapped(text, COLUMNS)
          .split('\n')
          .map((part) => `   * ${part}`),
        '   */',
      ].join('\n');
}

/** Returns a property as the formatter of the repository writes it. */
function property(name: string, type: string): string {
  const line = `  readonly ${name}: ${type};\n`;
  return line.length <= 121
    ? line
    : `  readonly ${name}:\n${type
        .split(' | ')
        .map((one) => `    | ${one}`)
        .join('\n')};\n`;
}

/** Returns the module of the interface that editors show. `read` returns the text of a file of the repository. */
export function stageSettingsModule(read: (path: string) => string): string {
  const { properties: outputs = {} } = z.toJSONSchema(settingsSchema, { io: 'output', unrepresentable: 'any' });
  const { properties: inputs = {}, required = [] } = z.toJSONSchema(settingsSchema, {
    io: 'input',
    unrepresentable: 'any',
  });
  const comments = new Map([
    ...commentsIn(read('lib/settings/schema.ts')),
    ...GROUPS.flatMap(({ file }) => [...commentsIn(read(`lib/settings/groups/${file}.ts`))]),
  ]);
  const members = ['stage', ...GROUPS.flatMap(({ settings }) => Object.keys(settings))].map((name) => {
    const [input, output] = [inputs[name], outputs[name]].map((schema) => Object(schema) as ValueSchema);
    // The command line gives text for many kinds, so the output has their type. A text that is rewritten has none.
    const type = typeOf({ ...input, ...output });
    return `${comment(comments.get(name) ?? '')}\n${property(`${name}${isNeeded(name, required) ? '' : '?'}`, type)}`;
  });
  return `${HEAD}${members.join('')}}\n`;
}

const HEAD = `// Made from lib/settings/groups by \`npm run reference\`: not to be edited.

/** Settings as a stage's file writes them: only those that differ from the defaults. */
export interface StageSettings {
`;
