import { commandLine } from '../../../lib/instructions.ts';
/**
 * Parameter of a query, written as `"{{name}}"`. Its values are checked, because Insights takes them only as part of
 * the text.
 */
export interface QueryParameter {
  readonly name: 'subject' | 'reference';
  readonly description: string;
  /** Pattern of allowed values. None of them can end a quoted text. */
  readonly pattern: RegExp;
}

/** Keyed digest of a user ID: base64url of 16 bytes. */
export const SUBJECT: QueryParameter = {
  name: 'subject',
  description: `Digest of the user ID: audit.subject of its events, or use \`${commandLine('audit', 'run subject --subject USERID')}\``,
  pattern: /^[A-Za-z0-9_-]{22}$/,
};

export const REFERENCE: QueryParameter = {
  name: 'reference',
  description: 'Reference on the page and in the mail, such as K7QM-2XPD',
  pattern: /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/,
};

/** Query on the audit trail, as CloudWatch saves it and the command `audit` runs it. */
export interface AuditQuery {
  /** Name in lower-case letters and hyphens. */
  readonly name: string;
  readonly question: string;
  /** `incidents`: it should find nothing. `facts`: it always has rows. */
  readonly finds: 'incidents' | 'facts';
  /** Meaning of a row in one sentence, which continues "A hit means:" or "A row means:". */
  readonly aHitMeans: string;
  readonly parameters: readonly QueryParameter[];
  /**
   * Seconds before and after a period whose events the query also needs. A row belongs to the period that contains
   * its `at`. With events before, `of` names the event that the rows are about.
   */
  readonly margin: { readonly before: number; readonly after: number; readonly of?: string };
  /**
   * Text in the Logs Insights QL. Events are delivered at least once, so it counts distinct `audit.id`, or values
   * that a second delivery does not change (a maximum, distinct sequence numbers).
   */
  readonly text: string;
}

/**
 * Time of an event in milliseconds, for queries. `@timestamp` is the time at which the line was published, which a late
 * consumer moves by hours. Other lines of a log group have no `atMillis`.
 */
export const AT_MILLIS = 'coalesce(audit.atMillis, toMillis(@timestamp))';

/** Expression for the start of the hour or the day (UTC) of an event. */
export const startOf = (period: '1h' | '1d'): string => `datefloor(fromMillis(${AT_MILLIS}), ${period})`;

const NO_MARGIN = { before: 0, after: 0 };

type Given = Omit<AuditQuery, 'finds' | 'parameters' | 'margin'> & Partial<Pick<AuditQuery, 'parameters' | 'margin'>>;

const defaults = { parameters: [], margin: NO_MARGIN };

export const incidents = (given: Given): AuditQuery => ({ finds: 'incidents', ...defaults, ...given });

export const facts = (given: Given): AuditQuery => ({ finds: 'facts', ...defaults, ...given });

/** Returns the text to save, which begins with the question and the meaning of a hit as comments. */
export const savedText = (query: AuditQuery): string => `# ${query.question}\n# ${meaningOf(query)}\n${query.text}`;

/** Returns the sentence that explains a row of the result. */
export const meaningOf = ({ finds, aHitMeans }: AuditQuery): string =>
  `A ${finds === 'incidents' ? 'hit' : 'row'} means: ${aHitMeans}`;

/**
 * Returns the saved text with its parameters filled in. A user ID has several values if it has digests with several
 * keys.
 *
 * @throws where a value is missing or does not match its pattern
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
