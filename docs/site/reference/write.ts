import { writeFileSync } from 'node:fs';
import { generatedDocuments, REPOSITORY } from './documents.ts';

/** Writes the documents that are made from the code, and prints their paths: `npm run reference`. */
for (const [path, make] of Object.entries(generatedDocuments)) {
  writeFileSync(new URL(path, REPOSITORY), await make());
  console.log(path);
}
