/** The token in the fragment of the link in a mail; `undefined` unless it has the form of one (two base64url halves). */
export function readReportToken(fragment: string): string | undefined {
  const token = fragment.replace(/^#/, '');
  return /^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}
