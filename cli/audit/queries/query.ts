/** What stands in a query as `"{{name}}"`: each value is checked, because Insights has no way to pass it beside the text. */
export interface QueryParameter {
  readonly name: 'subject' | 'reference';
  readonly description: string;
  /** What a value may be; nothing that it admits could end a quoted text. */
  readonly pattern: RegExp;
}

/** Keyed digest, base64url of 16 bytes. */
export const SUBJECT: QueryParameter = {
  name: 'subject',
  description: 'Digest of the user ID: audit.subject of its events, or `npm run audit -- run subject --subject USERID`',
  pattern: /^[A-Za-z0-9_-]{22}$/,
};

export const REFERENCE: QueryParameter = {
  name: 'reference',
  description: 'The reference on the page and in the mail, such as K7QM-2XPD',
  pattern: /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/,
};

/** A question that an auditor asks of the trail, as it is saved in CloudWatch and run by `npm run audit`. */
export interface AuditQuery {
  /** Small letters and hyphens. */
  readonly name: string;
  readonly question: string;
  /** `incidents`: none is good. `facts`: there is always something to read. */
  readonly finds: 'incidents' | 'facts';
  /** One sentence. */
  readonly aHitMeans: string;
  readonly parameters: readonly QueryParameter[];
  /**
   * Seconds before and after a period whose events are needed to judge what happened in it. A row belongs to a period by
   * its `at`.
   */
  readonly margin: { readonly before: number; readonly after: number };
  /**
   * In the Logs Insights QL. What is counted are distinct `audit.id`, or something that a second delivery of an event does
   * not change (a largest value, distinct sequence numbers): events are delivered at least once.
   */
  readonly text: string;
}

const NO_MARGIN = { before: 0, after: 0 };

type Given = Omit<AuditQuery, 'finds' | 'parameters' | 'margin'> & Partial<Pick<AuditQuery, 'parameters' | 'margin'>>;

const defaults = { parameters: [], margin: NO_MARGIN };

export const incidents = (given: Given): AuditQuery => ({ finds: 'incidents', ...defaults, ...given });

export const facts = (given: Given): AuditQuery => ({ finds: 'facts', ...defaults, ...given });

/** The text as it is saved: it begins with what it asks and what a hit means, as comments. */
export const savedText = (query: AuditQuery): string => `# ${query.question}\n# ${meaningOf(query)}\n${query.text}`;

/** The sentence that says what a row of the result means. */
export const meaningOf = ({ finds, aHitMeans }: AuditQuery): string =>
  `A ${finds === 'incidents' ? 'hit' : 'row'} means: ${aHitMeans}`;

/**
 * The saved text with its parameters filled in; several values where a user ID has digests by several keys.
 *
 * @throws where a value is missing or is not of its pattern
 */
export function filledIn(
  query: AuditQuery,
  values: Readonly<Partial<Record<QueryParameter['name'], readonly string[]>>>,
): string {
  return query.parameters.reduce((text, { name, pattern }) => {
    const given = values[name] ?? [];
    if (given.length === 0 || !given.every((value) => pattern.test(value)))
      throw new Error(`${query.name} needs a ${name} that matches ${pattern.source}`);
    return text.replaceAll(`"{{${name}}}"`, given.map((value) => `"${value}"`).join(', '));
  }, savedText(query));
}
