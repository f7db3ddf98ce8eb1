import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

/** `npm run client`: makes the generated files of the client from the OpenAPI document. */

const DOCUMENT = new URL('../docs/reference/openapi.json', import.meta.url);
const NOTE = '// Made from docs/reference/openapi.json by `npm run client`: not to be edited.\n\n';

interface OperationObject {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { properties: { code?: { const: string } } }>> };
}

const answers = (responses: OperationObject['responses']): boolean =>
  Object.entries(responses).some(([status, { content }]) => status.startsWith('2') && content !== undefined);

/** Returns the TypeScript source of the parts of the document that the client needs at run time. */
function operationsFile({ paths, components }: Document): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId, responses }]) =>
        `  ${operationId}: { method: '${method.toUpperCase()}', path: '${path}', answers: ${answers(responses)} },\n`,
    ),
  );
  const codes = Object.values(components.schemas).flatMap(({ properties: { code } }) => code?.const ?? []);
  return [
    NOTE,
    '/** `answers`: whether a good answer has a body. */\n',
    `export const operations = {\n${operations.join('')}} as const;\n\n`,
    `export const problemCodes = [\n${codes.map((code) => `  '${code}',\n`).join('')}] as const;\n`,
  ].join('');
}

/** Returns the contents of the generated files by their names. */
export async function generatedFiles(): Promise<Readonly<Record<'openapi.ts' | 'operations.ts', string>>> {
  const document: unknown = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
  // `openapiTS` changes its argument.
  const types = await openapiTS(structuredClone(document) as OpenAPI3, { immutable: true });
  return { 'openapi.ts': NOTE + astToString(types), 'operations.ts': operationsFile(document as Document) };
}

export const sourceFile = (name: string): string => fileURLToPath(new URL(`src/${name}`, import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, content] of Object.entries(await generatedFiles())) {
    writeFileSync(sourceFile(name), content);
    console.log(sourceFile(name));
  }
}
