import type { Deployment } from '../../../testkit/deployment/deployment.ts';

/** Returns the candidate that is the user's present password; throws if none is. */
export async function passwordOf<Candidate extends string>(
  deployment: Deployment,
  userId: string,
  candidates: readonly Candidate[],
): Promise<Candidate> {
  for (const candidate of candidates) {
    if ((await deployment.logIn(userId, candidate)).status === 201) return candidate;
  }
  throw new Error(`None of the passwords of the tests logs ${userId} in: start the cloud with --fresh`);
}
