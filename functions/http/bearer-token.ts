import { Secret, type SessionToken } from '../domain/secret.ts';

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/i;

/** The session token of an `Authorization` header; undefined where there is none of its form. */
export function bearerToken(authorization: string | undefined): SessionToken | undefined {
  const token = BEARER.exec(authorization ?? '')?.[1];
  return token === undefined ? undefined : new Secret(token);
}
