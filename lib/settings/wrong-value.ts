import * as z from 'zod';
import { settingsSchema } from './schema.ts';

/** Words for what a value has too few or too many of, by the kind of the value. */
const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries', set: ' entries' };

const TYPES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Readonly<Record<string, string>> = { url: 'a URL', email: 'an e-mail address' };

/** Returns the text for a value whose kind has no text of its own; undefined leaves it to Zod. */
export function wrongValue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small':
    case 'too_big': {
      const [bound, most] = issue.code === 'too_small' ? ['least', issue.minimum] : ['most', issue.maximum];
      const unit = UNITS[issue.origin];
      return `must ${unit === undefined ? 'be' : 'have'} at ${bound} ${most}${unit ?? ''}`;
    }
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_format':
      return FORMATS[issue.format] && `must be ${FORMATS[issue.format]}`;
    default:
      return undefined;
  }
}

/** Returns what to do about a wrong value, for "Fix: …"; the place of the setting follows. */
export function fixOf(setting: string): string {
  const { properties = {} } = z.toJSONSchema(settingsSchema, { io: 'output', unrepresentable: 'any' });
  const { minimum, maximum, type } = Object(properties[setting]) as {
    minimum?: number;
    maximum?: number;
    type?: string;
  };
  if (minimum === undefined || maximum === undefined) return 'correct it';
  return `set it to a ${type === 'integer' ? 'whole ' : ''}number from ${minimum} to ${maximum}`;
}
