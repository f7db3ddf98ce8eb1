import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

/** `npm run client`: makes the generated file of the client from the OpenAPI document. */

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
function runtimePart({ paths, components }: Document): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId, responses }]) =>
        `  ${operationId}: { method: '${method.toUpperCase()}', path: '${path}', answers: ${answers(responses)} },\n`,
    ),
  );
  const codes = Object.values(components.schemas).flatMap(({ properties: { code } }) => code?.const ?? []);
  return [
    '/** Method and path of each operation. `answers`: whether a successful answer has a body. */\n',
    `export const calls = {\n${operations.join('')}} as const;\n\n`,
    `export const problemCodes = [\n${codes.map((code) => `  '${code}',\n`).join('')}] as const;\n`,
  ].join('');
}

/** Returns the content of the generated file: the types of the contract, and the data that the client needs. */
export async function contractFile(): Promise<string> {
  const document: unknown = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
  // `openapiTS` changes its argument.
  const types = await openapiTS(structuredClone(document) as OpenAPI3, { immutable: true });
  return `${NOTE}${astToString(types)}\n${runtimePart(document as Document)}`;
}

export const CONTRACT = fileURLToPath(new URL('src/contract.ts', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(CONTRACT, await contractFile());
  console.log(CONTRACT);
}
