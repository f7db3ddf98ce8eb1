import { randomInt } from 'node:crypto';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { REGION } from './account.ts';
import type { Template } from './template.ts';

const generateSchema = z.object({
  PasswordLength: z.coerce.number().default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludePunctuation: z.coerce.boolean().default(false),
  ExcludeLowercase: z.coerce.boolean().default(false),
  ExcludeUppercase: z.coerce.boolean().default(false),
  ExcludeNumbers: z.coerce.boolean().default(false),
  IncludeSpace: z.coerce.boolean().default(false),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});

const schema = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: generateSchema.optional(),
});

/** Makes a random secret by the rules of Secrets Manager's `GetRandomPassword`. */
export function generateSecretString(options: z.input<typeof generateSchema>): string {
  const rules = generateSchema.parse(options);
  const alphabet = [
    rules.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    rules.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    rules.ExcludeNumbers ? '' : '0123456789',
    rules.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    rules.IncludeSpace ? ' ' : '',
  ].join('');
  const allowed = alphabet.split('').filter((character) => !rules.ExcludeCharacters.includes(character));
  const drawn = Array.from({ length: rules.PasswordLength }, () => allowed[randomInt(allowed.length)]).join('');
  if (rules.GenerateStringKey === undefined) return drawn;
  const around = z.record(z.string(), z.unknown()).parse(JSON.parse(rules.SecretStringTemplate ?? '{}'));
  return JSON.stringify({ ...around, [rules.GenerateStringKey]: drawn });
}

async function arnOf(client: SecretsManagerClient, name: string): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeSecretCommand({ SecretId: name }))).ARN;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

const clientOf = (endpoint: string): SecretsManagerClient =>
  new SecretsManagerClient({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** Creates the template's missing secrets and sets the ARNs of all of them in the template. */
export async function createSecrets(template: Template, endpoint: string): Promise<void> {
  const client = clientOf(endpoint);
  try {
    for (const { logicalId, properties } of template.read('AWS::SecretsManager::Secret', schema)) {
      const name = template.ref(logicalId);
      const value = properties.SecretString ?? generateSecretString(properties.GenerateSecretString ?? {});
      const ref =
        (await arnOf(client, name)) ??
        (await client.send(new CreateSecretCommand({ Name: name, SecretString: value }))).ARN;
      if (ref === undefined) throw new Error(`Secrets Manager gave no ARN for ${name}`);
      template.setIdentity(logicalId, { ref, attributes: { Id: ref } });
    }
  } finally {
    client.destroy();
  }
}

/** The value of a secret; the current one unless another version is asked for. */
export async function readSecret(endpoint: string, secretId: string, stage = 'AWSCURRENT'): Promise<string> {
  const client = clientOf(endpoint);
  try {
    return (
      (await client.send(new GetSecretValueCommand({ SecretId: secretId, VersionStage: stage }))).SecretString ?? ''
    );
  } finally {
    client.destroy();
  }
}
