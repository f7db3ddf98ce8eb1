import type { Endpoints } from './endpoints.ts';

async function logsIn({ api, recaptcha, site }: Endpoints, userId: string, password: string): Promise<boolean> {
  const asked = { action: 'log_in', hostname: new URL(site).hostname };
  const minted = await fetch(`${recaptcha}/recaptcha/test/token`, { method: 'POST', body: JSON.stringify(asked) });
  const { token } = (await minted.json()) as { token: string };
  const answer = await fetch(`${api}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId, password, captchaToken: token }),
  });
  if (answer.status !== 201 && answer.status !== 401) throw new Error(`Logging in answered ${answer.status}`);
  return answer.status === 201;
}

/** The one of the candidates that is the user's password now; throws if none is. */
export async function passwordOf<Candidate extends string>(
  endpoints: Endpoints,
  userId: string,
  candidates: readonly Candidate[],
): Promise<Candidate> {
  for (const candidate of candidates) if (await logsIn(endpoints, userId, candidate)) return candidate;
  throw new Error(`None of the passwords of the tests logs ${userId} in: start the cloud with --fresh`);
}
