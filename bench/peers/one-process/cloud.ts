import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { entriesWith } from '../../../local/build/bundles.ts';
import { functionBundles } from '../../../lib/build/bundle.ts';
import { runCloudUntilStopped } from '../../../testkit/cloud-until-stopped.ts';
import { DATA_DIR } from '../../run-bench.ts';
import { OneProcess } from './one-process.ts';

/**
 * Runs a laptop cloud whose functions are all in one process, with one copy of the code that they share, as the peers
 * are. On Lambda each has a process, and a copy of the code, of its own.
 */
const folder = mkdtempSync(join(DATA_DIR, 'one-process-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const entries = entriesWith('built-in');
await build({ ...functionBundles(entries, 'built-in', folder), splitting: true });
const one = new OneProcess(folder);
await runCloudUntilStopped({ poolOf: one.poolOf });
