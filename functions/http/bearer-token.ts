import { Secret, type SessionToken } from '../domain/secret.ts';
import { Problem } from './problem.ts';

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/i;

/** The session token of an `Authorization` header; throws a `login-rejected` problem where there is none of its form. */
export function bearerToken(authorization: string | undefined): SessionToken {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Problem('login-rejected');
  return new Secret(token);
}
