import { documentAt, ofLaptop } from '../../lib/instructions.ts';
/** Fixes for errors that the user at the terminal can fix, by the name of the error. */
const FIXES: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'check that the stage is deployed in this account and region',
  CredentialsProviderError: 'there are no valid AWS credentials; log in with `aws sso login`, or set AWS_PROFILE',
  TokenProviderError: 'the SSO session has expired; log in with `aws sso login`',
  SSOTokenProviderFailure: 'the SSO session has expired; log in with `aws sso login`',
  UnauthorizedException: 'the SSO session has expired; log in with `aws sso login`',
  InvalidClientTokenId: 'AWS does not know these credentials; log in again',
  ExpiredToken: 'the AWS credentials have expired; log in again',
  InvalidSignatureException: 'AWS refuses the signature; check the credentials and the clock of this computer',
  ExpiredTokenException: 'the AWS credentials have expired; log in again',
  UnrecognizedClientException: 'AWS does not know these credentials; log in again',
  LimitExceededException: 'too many queries are running; try again',
  TimeoutError: 'the service did not answer; try again',
  ENOTFOUND:
    'the name of the service is not found; check the network, and that AWS_REGION is a region such as eu-central-1',
  EAI_AGAIN: 'the name of the service is not found for now; check the network',
  ECONNRESET: 'the connection broke; try again',
  ETIMEDOUT: 'the service did not answer; check the network, and try again',
  ECONNREFUSED: `nothing listens at that address; check it${ofLaptop(', or start the laptop cloud with `npm start`')}`,
};

/** The SDK gives this error no name of its own. */
const REGION_FIX = 'set AWS_REGION, or a region in the profile of AWS_PROFILE, such as eu-central-1';

/**
 * Returns the name of an error, AWS's message about a missing right, and a fix. Other messages of AWS are left out,
 * because they can quote input.
 *
 * @param rights document that lists the rights of each command
 */
export function errorText(error: unknown, rights = documentAt('guides/operations.md')): string {
  if (!(error instanceof Error)) return 'the command threw a value that is not an error';
  const { code } = error as { code?: unknown };
  const name = typeof code === 'string' ? code : error.name;
  const fix = name.startsWith('AccessDenied')
    ? `${rights} lists the rights that each command needs`
    : (FIXES[name] ?? FIXES[error.name]);
  const message = safeMessage(error, name);
  const ofMessage = isMissingRegion(error) ? REGION_FIX : undefined;
  return [name === 'Error' && message !== undefined ? undefined : name, message, ofMessage ?? fix]
    .filter((part) => part !== undefined)
    .join(': ');
}

export const isMissingRegion = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Region is missing';

function safeMessage(error: Error, name: string): string | undefined {
  if (name.startsWith('AccessDenied')) return error.message;
  // Our own messages quote nothing, and those of the SDK without metadata are about a missing region.
  if (error.name === 'Error' && !('$metadata' in error)) return error.message;
  return undefined;
}
