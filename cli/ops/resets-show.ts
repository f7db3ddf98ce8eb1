import type { Command } from './command.ts';
import { done, facts, refused, table, UsageError } from './outcome.ts';
import { RequestItems } from './request-items.ts';
import { type RequestView, viewOf } from './request-view.ts';

export const resetsShow: Command = {
  usage: 'REFERENCE',
  summary: 'shows the state of a request, by the reference on the page and in the mail',
  details: `Shows states, times and counts, whether a code was mailed, and the outcome of the mail. It never shows a
code, a token, a digest of one, an address or what the user typed. It reads the whole table. A request is
kept until it expires, a completed one for recordRetentionDays. The audit trail keeps its events for longer,
under the same reference.`,
  positionals: [1, 1],
  async run({ clients, tables, now, progress }, { positionals: [given = ''] }) {
    const reference = referenceIn(given);
    const items = new RequestItems(clients.documents, tables.resets);
    const found = await items.withReference(reference, (read) => progress(`${read} items read …`));
    if (found.length === 0)
      return refused(
        'REFERENCE',
        'no request has it',
        'check the reference; expired requests are deleted, and the audit trail still has their events',
      );
    const views = found.map((item) => viewOf(item, now()));
    return done(views.map(textOf).join('\n\n'), { requests: views });
  },
};

/**
 * Returns a reference in its standard form. Case and hyphens do not matter, and letters that look like digits become
 * digits.
 *
 * @throws {@link UsageError}
 */
export function referenceIn(given: string, argument = 'REFERENCE'): string {
  const letters = given.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters))
    throw new UsageError(argument, 'must be the eight letters and digits on the page, such as K7QM-2XPD');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

function textOf(view: RequestView): string {
  const { lastEvent, deliveries } = view;
  const text = facts({
    Reference: view.reference,
    State: view.expired ? `${view.state} (expired)` : view.state,
    'Started by': view.startedBy,
    Created: view.createdAt,
    Expires: view.expiresAt,
    'Resend from': view.resendPossibleFrom,
    'Requested codes': String(view.codesAskedFor),
    'Guesses at this code': String(view.guessesAtPresentCode),
    'Password tries': String(view.passwordTries),
    Mail: view.mail,
    Pending: view.pending ?? 'nothing',
    'Reported (not me)': view.reportedAt ?? 'no',
    'Last event': [
      `#${view.sequence}`,
      lastEvent.event,
      lastEvent.at,
      lastEvent.by ?? lastEvent.actor,
      lastEvent.reason,
    ]
      .filter((part) => part !== undefined)
      .join(' '),
  });
  if (deliveries.length === 0) return text;
  const rows = deliveries.map(({ mail, recipient, outcome, reason = '', at }) => [
    mail,
    recipient,
    outcome,
    reason,
    at,
  ]);
  return `${text}\n\n${table(['MAIL', 'RECIPIENT', 'OUTCOME', 'REASON', 'AT'], rows)}`;
}
