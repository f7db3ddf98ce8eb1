import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { openApiDocument } from './document.ts';

/** Writes the OpenAPI document of the wire contract, and prints its path: `npm run openapi`. */

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path('package.json'), 'utf8')));
const file = path('docs/reference/openapi.json');
writeFileSync(file, `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
console.log(file);
