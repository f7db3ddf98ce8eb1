/** Fixes for errors that the user at the terminal can fix, by the name of the error. */
const FIXES: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'is this stage deployed in this account and region?',
  CredentialsProviderError: 'there are no AWS credentials; log in, or set AWS_PROFILE',
  ExpiredTokenException: 'the AWS credentials have expired; log in again',
  UnrecognizedClientException: 'AWS does not know these credentials; log in again',
  LimitExceededException: 'too many queries are running; try again',
  TimeoutError: 'the service did not answer; try again',
  ECONNREFUSED: 'nothing listens at that address; is the laptop cloud running?',
};

/**
 * Returns the name of an error, AWS's message about a missing right, and a fix. Other messages of AWS are left out,
 * because they can quote input.
 *
 * @param rights document that lists the rights of each command
 */
export function errorText(error: unknown, rights = 'docs/guides/operations.md'): string {
  if (!(error instanceof Error)) return 'the command threw a value that is not an error';
  const { code } = error as { code?: unknown };
  const name = typeof code === 'string' ? code : error.name;
  const fix = name.startsWith('AccessDenied')
    ? `${rights} lists the rights that each command needs`
    : (FIXES[name] ?? FIXES[error.name]);
  const message = safeMessage(error, name);
  return [name, message, fix].filter((part) => part !== undefined).join(': ');
}

function safeMessage(error: Error, name: string): string | undefined {
  if (name.startsWith('AccessDenied')) return error.message;
  // Our own messages quote nothing, and those of the SDK without metadata are about a missing region.
  if (error.name === 'Error' && !('$metadata' in error)) return error.message;
  return undefined;
}
