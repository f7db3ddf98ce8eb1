/** Errors that the person at the terminal can do something about, by their names. */
const MENDS: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'is this stage deployed in this account and region?',
  CredentialsProviderError: 'there are no AWS credentials; log in, or set AWS_PROFILE',
  ExpiredTokenException: 'the AWS credentials have expired; log in again',
  UnrecognizedClientException: 'AWS does not know these credentials; log in again',
  LimitExceededException: 'too many queries run at once; try again',
  TimeoutError: 'the service did not answer; try again',
  ECONNREFUSED: 'nothing listens there; is the laptop cloud running?',
};

/**
 * What is told of a fault: its name, what AWS says about a missing right, and a fix. Other messages are left out, because
 * they can quote what was sent.
 *
 * @param rights the document that lists the rights of each command
 */
export function errorText(error: unknown, rights = 'docs/guides/operations.md'): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const { code } = error as { code?: unknown };
  const name = typeof code === 'string' ? code : error.name;
  const fix = name.startsWith('AccessDenied')
    ? `${rights} lists the rights that each command needs`
    : (MENDS[name] ?? MENDS[error.name]);
  const said = told(error, name);
  return [name, said, fix].filter((part) => part !== undefined).join(': ');
}

function told(error: Error, name: string): string | undefined {
  if (name.startsWith('AccessDenied')) return error.message;
  // Ours quote nothing, and the SDK's say that a region is missing.
  if (error.name === 'Error' && !('$metadata' in error)) return error.message;
  return undefined;
}
