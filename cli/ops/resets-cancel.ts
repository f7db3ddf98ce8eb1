import { DynamoDbResetStore } from '../../functions/adapters/dynamodb/reset-store.ts';
import { cancelOrdered, revokeOrdered } from '../../functions/domain/end-steps.ts';
import { endRequest } from '../../functions/use-cases/report-reset.ts';
import { policyName } from '../../lib/stage-names.ts';
import type { Command } from './command.ts';
import { done, refused } from './outcome.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { RequestItems } from './request-items.ts';
import { isReference, referenceIn } from './reference.ts';
import { accountOf, noSuchUser, userIdOf } from './user-argument.ts';

export const resetsCancel: Command = {
  usage: 'REFERENCE|USERID [--reason TEXT]',
  summary: 'ends an open request, or all of a user',
  details: `${REASON_HELP}

Codes, links and tokens of the requests end at once, and the page answers as for a wrong code. A change of the password
that is in progress may still finish, and no other can start. The user can start again. Eight letters and digits with a
hyphen, such as K7QM-2XPD, are a reference; put "user:" before a user ID that looks like one. It reads the whole table.`,
  options: REASON,
  positionals: [1, 1],
  async run(context, given) {
    const { clients, tables, now, progress } = context;
    const [named = ''] = given.positionals;
    const settings = await context.settings();
    const items = new RequestItems(clients.documents, tables.resets);
    const read = (count: number) => progress(`${count} items read …`);
    const byReference = isReference(named);
    const userId = byReference ? '' : userIdOf({ ...given, positionals: [named.replace(/^user:/, '')] });
    const account = byReference ? undefined : (await accountOf(context, userId))?.userId;
    if (!byReference && account === undefined) return noSuchUser();
    const found = byReference
      ? await items.withReference(referenceIn(named), read)
      : await items.ofUser([userId, account ?? userId], read);
    if (found.length === 0) return refused('REFERENCE|USERID', 'no request is kept for it', 'there is nothing to end');

    const reason = await reasonOf(context, given);
    const moment = { at: now(), reason };
    const by = await clients.administrator();
    const steps = { cancelling: cancelOrdered(moment, by), revoking: revokeOrdered(moment, by) };
    const resets = new DynamoDbResetStore(clients.documents, tables.resets, {
      policy: policyName(settings),
      directory: settings.directory,
    });
    let ended = 0;
    for (const { key } of found) if ((await endRequest(resets, key, steps)).kind === 'taken') ended += 1;
    if (ended === 0) return done('Nothing to do: no request is open.', { outcome: 'unchanged', ended });
    return done(`Ended ${ended} ${ended === 1 ? 'request' : 'requests'}.`, { outcome: 'ended', ended });
  },
};
