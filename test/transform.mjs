import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

const self = readFileSync(new URL(import.meta.url));

/** Jest transformer: TypeScript to ESM by esbuild. ts-jest needs a TypeScript API that TypeScript 7 does not have. */
export default {
  process: (source, file) =>
    transformSync(source, {
      loader: file.endsWith('x') ? 'tsx' : 'ts',
      format: 'esm',
      target: 'node24',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      sourcemap: 'inline',
      sourcefile: file,
    }),
  getCacheKey: (source, file) => createHash('sha256').update(self).update(file).update(source).digest('hex'),
};
