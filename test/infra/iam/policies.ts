import type { Template as SynthesizedTemplate } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import type { FunctionName } from '../../../functions/operations/index.ts';
import { ACCOUNT, arn } from '../../../local/account.ts';
import { isKnownType } from '../../../local/resource-types.ts';
import { Template } from '../../../local/template.ts';
import { type Decision, evaluate, type PolicyStatement, type Request } from '../../../testkit/iam/evaluate.ts';

const values = z.union([z.string(), z.array(z.string())]);
const statements = z.object({
  Statement: z.array(
    z.looseObject({
      Effect: z.string(),
      Action: values,
      // A key's policy is about the key.
      Resource: values.default('*'),
      Principal: z.union([z.literal('*'), z.record(z.string(), values)]).optional(),
      Condition: z.record(z.string(), z.record(z.string(), values)).optional(),
    }),
  ),
});
const policySchema = z.object({ Roles: z.array(z.string()), PolicyDocument: statements });
const functionSchema = z.object({ FunctionName: z.string().optional(), Role: z.string() });
const keySchema = z.object({ KeyPolicy: statements });

/** Policies of a stage's template, with ARNs in place of references. */
export class Policies {
  readonly #byRole = new Map<string, PolicyStatement[]>();
  readonly #roles: ReadonlyMap<string, string>;
  readonly #keys: ReadonlyMap<string, readonly PolicyStatement[]>;
  readonly #stage: string;
  /** Bucket of the audit archive, and the ARN of the key that signs its digests; `none` where there is no archive. */
  readonly archive: { readonly bucket: string; readonly key: string };

  constructor(template: SynthesizedTemplate, stage: string) {
    this.#stage = stage;
    const document = template.toJSON() as { Resources: Record<string, { Type: string }> };
    const known = Object.entries(document.Resources).filter(([, { Type }]) => isKnownType(Type));
    const resolved = new Template({ ...document, Resources: Object.fromEntries(known) }, `PasswordReset-${stage}`);
    for (const [logicalId, { Type }] of known) {
      if (Type !== 'AWS::SecretsManager::Secret') continue;
      // Secrets Manager adds six characters to the name.
      const ref = arn('secretsmanager', `secret:${resolved.ref(logicalId)}-AbCdEf`);
      resolved.setIdentity(logicalId, { ref, attributes: {} });
    }
    for (const [logicalId, { Type }] of known) {
      if (Type !== 'AWS::Logs::LogGroup') continue;
      const ref = String(resolved.ref(logicalId));
      // CloudFormation's ARN of a log group names its streams too.
      resolved.setIdentity(logicalId, { ref, attributes: { Arn: arn('logs', `log-group:${ref}:*`) } });
    }
    const idOf = (type: string, start: string) =>
      known.find(([logicalId, { Type }]) => Type === type && logicalId.startsWith(start))?.[0] ?? 'none';
    this.archive = {
      bucket: idOf('AWS::S3::Bucket', 'AuditArchive'),
      key: arn('kms', idOf('AWS::KMS::Key', 'AuditArchive')),
    };
    for (const { properties } of resolved.read('AWS::IAM::Policy', policySchema)) {
      for (const role of properties.Roles) {
        this.#byRole.set(role, [...(this.#byRole.get(role) ?? []), ...properties.PolicyDocument.Statement]);
      }
    }
    const functions = resolved.read('AWS::Lambda::Function', functionSchema);
    this.#roles = new Map(
      functions.map(({ properties }) => [properties.FunctionName ?? '', properties.Role.split(/[:/]/).at(-1) ?? '']),
    );
    const keys = resolved.read('AWS::KMS::Key', keySchema);
    this.#keys = new Map(
      keys.map(({ logicalId, properties }) => [arn('kms', logicalId), properties.KeyPolicy.Statement]),
    );
  }

  /** Functions of the stage. */
  get functions(): readonly FunctionName[] {
    const prefix = `password-reset-${this.#stage}-`;
    const own = [...this.#roles.keys()].filter((name) => name.startsWith(prefix));
    return own.map((name) => name.slice(prefix.length) as FunctionName);
  }

  /** ARN of the key that encrypts the stage's data; undefined where AWS's own keys do. */
  get dataKey(): string | undefined {
    return [...this.#keys.keys()].find((key) => key.includes('Encryption'));
  }

  /** Whether a function may make a call: its role's policies decide, and for a key the key's policy too. */
  decide(name: FunctionName, request: Request): Decision {
    const role = this.#roles.get(`password-reset-${this.#stage}-${name}`);
    const own = this.#byRole.get(role ?? '');
    if (own === undefined) throw new Error(`The template has no policy for ${name}`);
    const decision = evaluate(own, request);
    const keyPolicy = this.#keys.get(request.resource);
    if (keyPolicy === undefined || decision !== 'allowed') return decision;
    // The key's policy has to leave the decision to the policies of the account.
    const ofTheAccount = keyPolicy.filter(({ Principal }) => JSON.stringify(Principal)?.includes(`:${ACCOUNT}:root`));
    return evaluate(ofTheAccount, { ...request, resource: '*' });
  }
}
