import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { close, listen, readBody, sendJson, serve } from './loopback.ts';
import {
  addVersion,
  describe,
  getValue,
  type Input,
  putVersion,
  SecretsManagerError,
  type StoredSecret,
  moveStage,
} from './secret-versions.ts';

const TARGET = 'secretsmanager.';
const JSON_1_1 = 'application/x-amz-json-1.1';

/**
 * Secrets Manager over its wire protocol, on 127.0.0.1: CreateSecret, GetSecretValue, PutSecretValue, DescribeSecret.
 * The secrets lie in one file under `dataDir`, readable by its owner alone.
 */
export async function startSecretsManager(options: {
  port: number;
  dataDir: string;
}): Promise<{ url: string; stop(): Promise<void> }> {
  const secrets = new Secrets(join(options.dataDir, 'secrets.json'));
  const server = serve(async (request, response) => {
    const body = await readBody(request);
    const target = String(request.headers['x-amz-target'] ?? '');
    try {
      const operation = target.startsWith(TARGET) ? target.slice(TARGET.length) : '';
      sendJson(response, 200, secrets.call(operation, JSON.parse(body.toString() || '{}') as Input), JSON_1_1);
    } catch (error) {
      const known = error instanceof SecretsManagerError;
      const type = known
        ? error.name
        : error instanceof SyntaxError
          ? 'SerializationException'
          : 'InternalServiceError';
      const status = type === 'InternalServiceError' ? 500 : 400;
      sendJson(response, status, { __type: type, Message: known ? error.message : type }, JSON_1_1);
    }
  });
  const url = await listen(server, options.port);
  return { url, stop: () => close(server) };
}

class Secrets {
  readonly #path: string;
  readonly #secrets: StoredSecret[];

  constructor(path: string) {
    this.#path = path;
    this.#secrets = readJsonFile(path) ?? [];
  }

  call(operation: string, input: Input): object {
    switch (operation) {
      case 'CreateSecret':
        return this.#create(input);
      case 'GetSecretValue':
        return getValue(this.#find(input), input);
      case 'PutSecretValue':
        return this.#put(this.#find(input), input);
      case 'UpdateSecretVersionStage':
        return this.#label(this.#find(input), input);
      case 'DescribeSecret':
        return describe(this.#find(input));
      default:
        throw new SecretsManagerError('UnknownOperationException', `no such operation: ${operation}`);
    }
  }

  #create(input: Input): object {
    const name = input.Name ?? '';
    if (!/^[\w/+=.@-]{1,512}$/.test(name)) throw new SecretsManagerError('ValidationException', 'Invalid name.');
    if (this.#secrets.some((secret) => secret.name === name))
      throw new SecretsManagerError(
        'ResourceExistsException',
        `The operation failed because the secret ${name} already exists.`,
      );
    const suffix = randomBytes(3).toString('hex');
    const now = Date.now() / 1000;
    const secret: StoredSecret = {
      arn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-${suffix}`,
      name,
      ...(input.Description === undefined ? {} : { description: input.Description }),
      createdAt: now,
      changedAt: now,
      versions: [],
    };
    const hasValue = input.SecretString !== undefined || input.SecretBinary !== undefined;
    const version = hasValue ? addVersion(secret, input, ['AWSCURRENT']) : undefined;
    this.#secrets.push(secret);
    this.#save();
    return { ARN: secret.arn, Name: name, VersionId: version?.id };
  }

  #put(secret: StoredSecret, input: Input): object {
    if ((input.SecretString === undefined) === (input.SecretBinary === undefined))
      throw new SecretsManagerError(
        'InvalidRequestException',
        'You must provide either SecretString or SecretBinary, and not both.',
      );
    const version = putVersion(secret, input);
    this.#save();
    return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
  }

  #label(secret: StoredSecret, input: Input): object {
    moveStage(secret, input);
    this.#save();
    return { ARN: secret.arn, Name: secret.name };
  }

  #find(input: Input): StoredSecret {
    const id = input.SecretId;
    const secret = this.#secrets.find(({ arn, name }) => id === arn || id === name);
    if (secret !== undefined) return secret;
    throw new SecretsManagerError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  #save(): void {
    writeJsonFile(this.#path, this.#secrets);
  }
}
