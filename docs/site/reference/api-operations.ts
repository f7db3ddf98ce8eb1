import { wrapped } from './wrapped.ts';

/** What is read of the OpenAPI document. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Answer>>;
  };
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly 'x-captcha-action'?: string;
  readonly security: readonly object[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Answer | Reference>>;
}

interface Reference {
  readonly $ref: string;
}

interface Answer {
  readonly description: string;
  readonly content?: Content;
}

type Content = Readonly<
  Record<string, { readonly schema: Reference | { readonly oneOf: readonly Reference[] }; readonly example?: unknown }>
>;

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly const?: string;
  readonly items?: Schema;
}

/** Fields that every problem has. */
const OF_EVERY_PROBLEM = ['type', 'title', 'status', 'code', 'detail'];

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

const lastOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

function kindOf({ type = 'value', maxLength, format, items }: Schema): string {
  if (format === 'date-time') return 'time in UTC';
  if (type === 'array') return `list of ${items?.type ?? 'value'}s`;
  return maxLength === undefined ? type : `${type}, at most ${maxLength.toLocaleString('en-US')} characters`;
}

const fieldsOf = ({ properties = {}, required = [] }: Schema): string =>
  table(
    ['field', 'kind', 'needed', 'meaning'],
    Object.entries(properties).map(([name, schema]) =>
      row(`\`${name}\``, kindOf(schema), required.includes(name) ? 'yes' : 'no', schema.description ?? ''),
    ),
  );

/** Turns the paths of one OpenAPI document into a page of its own. */
class OperationsPage {
  readonly #document: ApiDocument;

  constructor(document: ApiDocument) {
    this.#document = document;
  }

  text(): string {
    const operations = Object.entries(this.#document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );
    const byTag = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '');
    const parts = [...byTag].map(
      ([tag, those]) =>
        `## ${tag}\n\n${those.map(({ path, method, operation }) => this.#operation(method, path, operation)).join('\n')}`,
    );
    return [HEAD, ...parts, this.#problems()].join('\n');
  }

  #schema({ $ref }: Reference): Schema {
    return this.#document.components.schemas[lastOf($ref)] ?? {};
  }

  #operation(method: string, path: string, operation: Operation): string {
    const { operationId, summary, description, requestBody, responses } = operation;
    const action = operation['x-captcha-action'];
    const facts = [
      action === undefined ? 'no captcha' : `captcha action \`${action}\``,
      ...(operation.security.length > 0 ? ['`Authorization: Bearer <sessionToken>`'] : []),
    ];
    return [
      `### ${operationId}\n`,
      `\`${method} ${path}\` · ${facts.join(' · ')}\n`,
      `${wrapped(`**${summary}.** ${description}`)}\n`,
      ...(requestBody === undefined ? [] : this.#request(requestBody.content)),
      '#### Answers\n',
      `${table(['status', 'body', 'meaning'], this.#answers(responses))}\n`,
      ...this.#success(responses),
    ].join('\n');
  }

  #request(content: Content): string[] {
    const { schema, example } = content['application/json'] ?? {};
    if (schema === undefined || !('$ref' in schema)) return [];
    return ['#### Body\n', `${fieldsOf(this.#schema(schema))}\n`, `${json(example)}\n`];
  }

  #answers(responses: Operation['responses']): string[] {
    return Object.entries(responses).map(([status, given]) => {
      const answer = '$ref' in given ? this.#document.components.responses[lastOf(given.$ref)] : given;
      const codes = this.#problemsIn(answer?.content);
      const body = answer?.content?.['application/json'] === undefined ? codes.join(', ') : 'below';
      return row(status, body === '' ? '–' : body, answer?.description ?? '');
    });
  }

  #problemsIn(content: Content = {}): string[] {
    const { schema } = content['application/problem+json'] ?? {};
    if (schema === undefined) return [];
    return ('oneOf' in schema ? schema.oneOf : [schema]).map((reference) => {
      const code = this.#codeOf(this.#schema(reference));
      return `[\`${code}\`](#${code})`;
    });
  }

  #codeOf(schema: Schema): string {
    return schema.properties?.['code']?.const ?? '';
  }

  #success(responses: Operation['responses']): string[] {
    return Object.entries(responses).flatMap(([status, answer]) => {
      if ('$ref' in answer) return [];
      const { schema, example } = answer.content?.['application/json'] ?? {};
      if (schema === undefined || !('$ref' in schema)) return [];
      return [`#### Answer ${status}\n`, `${fieldsOf(this.#schema(schema))}\n`, `${json(example)}\n`];
    });
  }

  #problems(): string {
    const problems = Object.values(this.#document.components.schemas).filter((schema) => this.#codeOf(schema) !== '');
    const sections = problems.map((schema) => {
      const own = Object.entries(schema.properties ?? {}).filter(([name]) => !OF_EVERY_PROBLEM.includes(name));
      const rows = own.map(([name, field]) => row(`\`${name}\``, kindOf(field), field.description ?? ''));
      const fields = rows.length === 0 ? [] : [`${table(['field', 'kind', 'meaning'], rows)}\n`];
      return [`### ${this.#codeOf(schema)}\n`, `${wrapped(schema.description ?? '')}\n`, ...fields].join('\n');
    });
    return `## Problems\n\n${PROBLEMS}\n${sections.join('\n')}`;
  }
}

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

/** Returns the page of all operations of the API, from its OpenAPI document. */
export const apiOperationsPage = (document: ApiDocument): string => new OperationsPage(document).text();

const HEAD = `# Operations of the API

Every call with its body, its answers and its problems. [The API for front ends](api.md) has the rules that a client
follows; [openapi.json](openapi.json) has the same contract for programs. Paths are below \`ApiUrl\`, or below \`/v1\` of
\`SiteUrl\`.

\`npm run reference\` makes this page from the OpenAPI document.
`;

const PROBLEMS = `A problem is an \`application/problem+json\` document (RFC 9457) with \`type\`, \`title\`, \`status\`, a stable
\`code\`, and perhaps \`detail\`. Distinguish problems by \`code\`.
`;
