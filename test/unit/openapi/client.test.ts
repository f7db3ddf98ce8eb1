import { readFileSync } from 'node:fs';
import { generatedFiles, sourceFile } from '../../../client/generate.ts';

test.each(['openapi.ts', 'operations.ts'] as const)(
  'client/src/%s is the one that the document makes now: npm run client',
  async (name) => {
    const files = await generatedFiles();
    expect(readFileSync(sourceFile(name), 'utf8')).toBe(files[name]);
  },
);
