import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../../lib/build/root.ts';

/** File that `npm run release:record` writes. */
export const RELEASED = 'test/release/released.json';

const resourceSchema = z.object({
  Type: z.string(),
  DeletionPolicy: z.string().exactOptional(),
  UpdateReplacePolicy: z.string().exactOptional(),
  Properties: z.record(z.string(), z.unknown()).exactOptional(),
});

const schema = z.object({
  /** Tag of the last release, or a commit before the first one: what an upgrade starts from. */
  revision: z.string(),
  /** Losses of the next release by logical ID, each as CHANGELOG.md says it to the reader who upgrades. */
  accepted: z.record(z.string(), z.string()),
  /** What the templates of that release hold, each resource with the first settings that have it. */
  templates: z.array(
    z.object({
      stage: z.string(),
      settings: z.record(z.string(), z.string()),
      resources: z.record(z.string(), resourceSchema),
    }),
  ),
});

export type Released = z.infer<typeof schema>;

/** Reads what the last release has. */
export const readReleased = (text = readFileSync(join(root, RELEASED), 'utf8')): Released =>
  schema.parse(JSON.parse(text));
