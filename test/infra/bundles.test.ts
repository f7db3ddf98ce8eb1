import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backgroundFunctions, operations } from '../../functions/operations/index.ts';
import { resources } from './synthesized.ts';

const outdir = mkdtempSync(join(tmpdir(), 'bundles-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const entries = new Map<string, string>([
  ...Object.entries(operations).map(([id, { entry }]): [string, string] => [id, entry]),
  ...Object.entries(backgroundFunctions),
]);

const template = native.bundleFunctions(entries, outdir);
const folders = resources<{ Code: { S3Key: string } }>(template, 'AWS::Lambda::Function').map(([, { Properties }]) =>
  join(outdir, `asset.${Properties.Code.S3Key.replace('.zip', '')}`),
);

test('each function has a bundle of its own: one ES module and no other file', () => {
  expect(new Set(folders).size).toBe(entries.size);
  for (const folder of folders) {
    expect(existsSync(folder)).toBe(true);
    expect(readdirSync(folder)).toEqual(['index.mjs']);
  }
});

test('a bundle exports its handler, contains the SDK, and is small enough for a quick cold start', () => {
  for (const folder of folders) {
    const code = readFileSync(join(folder, 'index.mjs'), 'utf8');
    expect(code).toMatch(/export\{[\w$]+ as handler\}/);
    expect(code).not.toMatch(/from\s?["'](@aws-sdk|@smithy|@middy|zod)/);
    expect(code.length).toBeLessThan(600 * 1024);
    // Lambda traces by itself. A tracing library adds 20 ms to a cold start and could put data into a trace.
    expect(code).not.toMatch(/putAnnotation|PutTraceSegments|aws-xray-sdk/);
  }
});
