import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import * as z from 'zod';
import { SettingsError } from '../check.ts';
import type { StageSettings } from '../stage-settings.ts';

const fileSchema = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Reads the settings of stages from a configuration file: an object with the settings of each stage by its name, as
 * JSON, or as the default export of a module.
 *
 * @throws {@link SettingsError} that names the file and the problem
 */
export function stagesIn(file: string): Readonly<Record<string, StageSettings>> {
  const { data } = fileSchema.safeParse(contentOf(file));
  if (data === undefined) {
    throw new SettingsError(
      `${file}: must have the settings of each stage by its name. Fix: write { "prod": { "productName": "My product", … } }`,
    );
  }
  // Every value is checked when a stage is chosen.
  return Object.fromEntries(
    Object.entries(data).map(([stage, settings]) => [stage, { ...settings, stage } as StageSettings]),
  );
}

function contentOf(file: string): unknown {
  const path = resolve(file);
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(path, 'utf8')) as unknown;
    const loaded = createRequire(import.meta.url)(path) as { readonly default?: unknown };
    return loaded.default ?? loaded;
  } catch (error) {
    const reason = error instanceof SyntaxError ? `is wrong: ${error.message}` : 'cannot be read';
    throw new SettingsError(`${file}: ${reason}. Fix: correct the file, or name another one`, { cause: error });
  }
}
