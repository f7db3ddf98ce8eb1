import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openApiDocument } from '../../../cli/openapi/document.ts';
import { operationOf, operations, type OperationId, PROBLEMS } from '../../../functions/operations/index.ts';
import { Contract, DOCUMENT } from './contract.ts';

const contract = new Contract();
const ids = Object.keys(operations) as OperationId[];

interface Example {
  readonly value: unknown;
}

interface Content {
  readonly [type: string]: { readonly example?: unknown; readonly examples?: Readonly<Record<string, Example>> };
}

interface OperationObject {
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, object>>;
}

const placeOf = (id: OperationId): string[] => ['paths', operationOf(id).path, operationOf(id).method.toLowerCase()];

/** Every example of a content, judged by the schema beside it. */
const problemsOfExamples = (content: Content, ...place: readonly string[]): string[] =>
  Object.entries(content).flatMap(([type, { example, examples }]) => {
    const values = examples === undefined ? [example] : Object.values(examples).map(({ value }) => value);
    return values.flatMap((value) => contract.problems(value, ...place, type, 'schema'));
  });

test('the document is the one that the operations make now: npm run openapi', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(`${JSON.stringify(openApiDocument(version), null, 2)}\n`);
});

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(contract.document));
  expect(result).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test.each(ids)('%s has every problem that it may answer, and examples that are right', (id) => {
  const operation = contract.at(...placeOf(id)) as OperationObject;
  const codes = new Set<string>();
  for (const status of Object.keys(operation.responses)) {
    const place = contract.place(...placeOf(id), 'responses', status);
    const { content = {} } = contract.at(...place) as { content?: Content };
    expect(problemsOfExamples(content, ...place, 'content')).toEqual([]);
    for (const code of Object.keys(content['application/problem+json']?.examples ?? {})) codes.add(`${status} ${code}`);
  }
  const expected = operationOf(id).problems.map((code) => `${PROBLEMS[code].status} ${code}`);
  expect([...codes]).toEqual(expect.arrayContaining(expected));
  const { content = {} } = operation.requestBody ?? {};
  expect(problemsOfExamples(content, ...placeOf(id), 'requestBody', 'content')).toEqual([]);
});

test('a session is asked for where a bearer token is, and nowhere else', () => {
  const secured = ids.filter((id) => JSON.stringify(contract.at(...placeOf(id), 'security')) !== '[]');
  expect(secured).toEqual(ids.filter((id) => operationOf(id).bearer === true));
});

test('what is not of its schema is told', () => {
  expect(contract.problems({ code: 'otp-rejected' }, 'components', 'schemas', 'OtpRejectedProblem')).toContain(
    " must have required property 'attemptsLeft'",
  );
  const answer = { status: 418, headers: {}, text: '', json: {} };
  expect(contract.problemsOfAnswer('log-out', answer)).toEqual(['the document knows no status 418 of log-out']);
});
