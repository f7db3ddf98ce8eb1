import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiReport, REPORT } from '../cli/package/api-report.ts';
import { buildPackage } from '../cli/package/build.ts';
import { root } from '../lib/build/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
await buildPackage(folder);
writeFileSync(join(root, REPORT), apiReport(folder));
rmSync(folder, { recursive: true });
