import { randomUUID } from 'node:crypto';

interface Version {
  id: string;
  stages: string[];
  /** Epoch seconds. */
  createdAt: number;
  string?: string;
  /** Base64. */
  binary?: string;
}

export interface StoredSecret {
  arn: string;
  name: string;
  description?: string;
  createdAt: number;
  changedAt: number;
  versions: Version[];
}

/** The parameters of all four operations. */
export interface Input {
  Name?: string;
  Description?: string;
  SecretId?: string;
  ClientRequestToken?: string;
  SecretString?: string;
  SecretBinary?: string;
  VersionId?: string;
  VersionStage?: string;
  VersionStages?: string[];
}

/** An error that the caller sees; `name` is its type on the wire. */
export class SecretsManagerError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** A repeat with the same token and value changes nothing; with another value it is refused. */
export function putVersion(secret: StoredSecret, input: Input): Version {
  const existing = secret.versions.find(({ id }) => id === input.ClientRequestToken);
  if (existing === undefined) return addVersion(secret, input, input.VersionStages ?? ['AWSCURRENT']);
  if (existing.string === input.SecretString && existing.binary === input.SecretBinary) return existing;
  throw new SecretsManagerError(
    'ResourceExistsException',
    'A version with this ClientRequestToken and another value already exists.',
  );
}

export function addVersion(secret: StoredSecret, input: Input, stages: string[]): Version {
  const version: Version = {
    id: input.ClientRequestToken ?? randomUUID(),
    stages,
    createdAt: Date.now() / 1000,
    ...(input.SecretString === undefined ? {} : { string: input.SecretString }),
    ...(input.SecretBinary === undefined ? {} : { binary: input.SecretBinary }),
  };
  const replaced = secret.versions.find((other) => other.stages.includes('AWSCURRENT'));
  const moved = stages.includes('AWSCURRENT') && replaced !== undefined ? [...stages, 'AWSPREVIOUS'] : stages;
  for (const other of secret.versions) other.stages = other.stages.filter((stage) => !moved.includes(stage));
  if (moved !== stages) replaced?.stages.push('AWSPREVIOUS');
  // Secrets Manager, too, drops versions that no stage names.
  secret.versions = [...secret.versions.filter((other) => other.stages.length > 0), version];
  secret.changedAt = version.createdAt;
  return version;
}

export function getValue(secret: StoredSecret, input: Input): object {
  const stage = input.VersionStage ?? (input.VersionId === undefined ? 'AWSCURRENT' : undefined);
  const version = secret.versions.find(
    ({ id, stages }) =>
      (input.VersionId === undefined || id === input.VersionId) && (stage === undefined || stages.includes(stage)),
  );
  if (version === undefined)
    throw new SecretsManagerError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${stage === undefined ? `VersionId: ${input.VersionId}` : `staging label: ${stage}`}`,
    );
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    VersionStages: version.stages,
    SecretString: version.string,
    SecretBinary: version.binary,
    CreatedDate: version.createdAt,
  };
}

export function describe(secret: StoredSecret): object {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    CreatedDate: secret.createdAt,
    LastChangedDate: secret.changedAt,
    VersionIdsToStages: Object.fromEntries(secret.versions.map(({ id, stages }) => [id, stages])),
  };
}
