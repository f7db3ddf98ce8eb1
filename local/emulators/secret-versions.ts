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

/** The parameters of all operations. */
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
  MoveToVersionId?: string;
  RemoveFromVersionId?: string;
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

/** Attaches a label to a version. A label of another version is moved only if the call names that version. */
export function moveStage(
  secret: StoredSecret,
  { VersionStage: stage, MoveToVersionId, RemoveFromVersionId }: Input,
): void {
  const holder = secret.versions.find(({ stages }) => stage !== undefined && stages.includes(stage));
  const target = secret.versions.find(({ id }) => id === MoveToVersionId);
  if (stage === undefined || (MoveToVersionId !== undefined && target === undefined))
    throw new SecretsManagerError('ResourceNotFoundException', "Secrets Manager can't find the specified version.");
  if (holder !== undefined && holder !== target && holder.id !== RemoveFromVersionId)
    throw new SecretsManagerError('InvalidParameterException', `The label ${stage} is attached to another version.`);
  if (holder !== undefined) holder.stages = holder.stages.filter((one) => one !== stage);
  target?.stages.push(stage);
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
