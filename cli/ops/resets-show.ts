import { commandLine } from '../../lib/instructions.ts';
import type { Command } from './command.ts';
import { done, facts, refused, table } from './outcome.ts';
import { referenceIn } from './reference.ts';
import { RequestItems } from './request-items.ts';
import { type RequestView, viewOf } from './request-view.ts';

export const resetsShow: Command = {
  usage: 'REFERENCE',
  summary: 'shows the state of a request, by the reference on the page and in the mail',
  details: `It shows the user, states, times and counts, whether a code was mailed, the outcome of the mail, and what the page shows
now. It never shows a code, a token, a digest of one, an address, or a text that no account has. It reads the whole
table. A request is kept until it expires, a completed one for recordRetentionDays. The audit trail keeps its events for
longer, under the same reference.`,
  positionals: [1, 1],
  async run({ clients, settings, stage, tables, now, progress }, { positionals: [given = ''] }) {
    const reference = referenceIn(given);
    const items = new RequestItems(clients.documents, tables.resets);
    const found = await items.withReference(reference, (read) => progress(`${read} items read …`));
    if (found.length === 0)
      return refused(
        'REFERENCE',
        'no request has it',
        `check the reference; requests are deleted some days after their end, and the audit trail still has their events: ${commandLine('audit', `run request --reference ${reference}${stage === 'laptop' ? '' : ` --stage ${stage}`}`)}`,
      );
    const { attemptsPerCode } = await settings();
    const views = found.map((item) => viewOf(item, now(), attemptsPerCode));
    return done(views.map(textOf).join('\n\n'), { requests: views });
  },
};

function textOf(view: RequestView): string {
  const { lastEvent, deliveries } = view;
  const text = facts({
    Reference: view.reference,
    User: view.user ?? 'none: no code was mailed to an account',
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
    'The page shows': view.seen,
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
