import * as z from 'zod';
import { ACCOUNT, PARTITION, REGION } from './account.ts';
import { type Identity, identify, isKnownType } from './resource-types.ts';

type Node = Record<string, unknown>;

const documentSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Condition: z.string().optional(),
    }),
  ),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
});

/** A resource whose properties have been resolved and checked. */
export interface Resource<Properties> {
  readonly logicalId: string;
  readonly properties: Properties;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A CloudFormation template with its intrinsic functions resolved against names that are made here. An unknown
 * resource type, intrinsic or attribute is an error that names the resource, never a silent gap.
 */
export class Template {
  readonly #document: z.output<typeof documentSchema>;
  readonly #identities = new Map<string, Identity>();
  readonly #pseudo: Readonly<Record<string, string>>;
  #at = '';

  /** @throws if a resource that the conditions let in is of a type that the laptop cloud does not know */
  constructor(document: unknown, stackName = 'laptop') {
    this.#document = documentSchema.parse(document);
    this.#pseudo = {
      'AWS::AccountId': ACCOUNT,
      'AWS::Partition': PARTITION,
      'AWS::Region': REGION,
      'AWS::StackName': stackName,
      'AWS::StackId': `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT}:stack/${stackName}/local`,
      'AWS::URLSuffix': 'amazonaws.com',
    };
    const unknown = this.#present().filter(([, resource]) => !isKnownType(resource.Type));
    if (unknown.length === 0) return;
    const list = unknown.map(([logicalId, resource]) => `  ${logicalId}: ${resource.Type}`).join('\n');
    throw new Error(`The template has resources that the laptop cloud does not know:\n${list}`);
  }

  /**
   * Resources of one type, their properties resolved and read by the schema; an error names the resource and the
   * property.
   */
  read<Schema extends z.ZodType>(type: string, schema: Schema): Resource<z.output<Schema>>[] {
    return this.#present()
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => {
        this.#at = logicalId;
        const result = schema.safeParse(this.resolve(resource.Properties));
        if (result.success) return { logicalId, properties: result.data };
        const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
        throw new Error(`${logicalId} (${type}): ${wrong.join('; ')}`);
      });
  }

  /** Replaces the names made here by those that creating the resource gave (the ARN of a secret). */
  setIdentity(logicalId: string, identity: Identity): void {
    this.#identities.set(logicalId, identity);
  }

  /** Value of `Ref` for a resource. */
  ref(logicalId: string): string {
    return this.#identity(logicalId).ref;
  }

  /** Replaces every intrinsic function in a value; `AWS::NoValue` removes the property that holds it. */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((entry) => this.resolve(entry)).filter((entry) => entry !== undefined);
    if (!isNode(value)) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only !== undefined && (only[0] === 'Ref' || only[0].startsWith('Fn::'))) {
      return this.#intrinsic(only[0], only[1]);
    }
    return Object.fromEntries(
      entries.map(([key, entry]) => [key, this.resolve(entry)] as const).filter(([, entry]) => entry !== undefined),
    );
  }

  #present() {
    return Object.entries(this.#document.Resources).filter(
      ([, resource]) => resource.Condition === undefined || this.#condition(resource.Condition),
    );
  }

  #intrinsic(name: string, argument: unknown): unknown {
    const list = Array.isArray(argument) ? argument : [argument];
    switch (name) {
      case 'Ref':
        return this.#ref(String(argument));
      case 'Fn::GetAtt':
        return this.#attribute(Array.isArray(argument) ? list.map(String) : String(argument).split(/\.(.*)/s));
      case 'Fn::Join':
        return this.#list(list[1], name).join(String(list[0]));
      case 'Fn::Split':
        return String(this.resolve(list[1])).split(String(list[0]));
      case 'Fn::Select':
        return this.#list(list[1], name)[Number(this.resolve(list[0]))];
      case 'Fn::Sub':
        return this.#substitute(String(list[0]), isNode(list[1]) ? list[1] : {});
      case 'Fn::If':
        return this.resolve(this.#condition(String(list[0])) ? list[1] : list[2]);
      case 'Fn::FindInMap': {
        const [map = '', top = '', second = ''] = list.map((entry) => String(this.resolve(entry)));
        return this.#document.Mappings[map]?.[top]?.[second] ?? this.#fail(`${map} has no ${top}.${second}`);
      }
      default:
        return this.#fail(`the laptop cloud does not know the intrinsic ${name}`);
    }
  }

  #list(value: unknown, name: string): unknown[] {
    const resolved = this.resolve(value);
    return Array.isArray(resolved) ? resolved : this.#fail(`${name} needs a list`);
  }

  #ref(name: string): unknown {
    if (name === 'AWS::NoValue') return undefined;
    if (name in this.#pseudo) return this.#pseudo[name];
    const parameter = this.#document.Parameters[name];
    if (parameter !== undefined) return parameter.Default ?? this.#fail(`the parameter ${name} has no default`);
    return this.#identity(name).ref;
  }

  #attribute([logicalId = '', attribute = '']: string[]): string {
    return this.#identity(logicalId).attributes[attribute] ?? this.#fail(`${logicalId} has no attribute ${attribute}`);
  }

  #identity(logicalId: string): Identity {
    const known = this.#identities.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.#document.Resources[logicalId] ?? this.#fail(`there is no resource ${logicalId}`);
    const made = identify(resource.Type, logicalId, (property) => {
      const value = this.resolve(resource.Properties[property]);
      return typeof value === 'string' ? value : undefined;
    });
    this.#identities.set(logicalId, made);
    return made;
  }

  #substitute(text: string, variables: Node): string {
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (name in variables) return String(this.resolve(variables[name]));
      return String(name.includes('.') ? this.#attribute(name.split(/\.(.*)/s)) : this.#ref(name));
    });
  }

  #condition(name: string): boolean {
    return this.#test(this.#document.Conditions[name] ?? this.#fail(`there is no condition ${name}`));
  }

  #test(expression: unknown): boolean {
    if (typeof expression === 'boolean') return expression;
    const [name, argument] = Object.entries(isNode(expression) ? expression : {})[0] ?? ['nothing', []];
    const list = Array.isArray(argument) ? argument : [argument];
    switch (name) {
      case 'Condition':
        return this.#condition(String(argument));
      case 'Fn::Equals':
        return String(this.resolve(list[0])) === String(this.resolve(list[1]));
      case 'Fn::And':
        return list.every((entry) => this.#test(entry));
      case 'Fn::Or':
        return list.some((entry) => this.#test(entry));
      case 'Fn::Not':
        return !this.#test(list[0]);
      default:
        return this.#fail(`the laptop cloud does not know the condition ${name}`);
    }
  }

  #fail(message: string): never {
    throw new Error(this.#at === '' ? message : `${this.#at}: ${message}`);
  }
}
