import { incidents } from './query.ts';

/** Queries for missing and contradicting events of the trail itself. */

export const gaps = incidents({
  name: 'gaps',
  question: 'Which requests lack an event between two others?',
  aHitMeans:
    'the trail is incomplete. Look for records that the audit consumer gave up on (runbook), or for deleted lines.',
  text: `filter ispresent(audit.sequence) and ispresent(audit.request)
| stats count_distinct(audit.sequence) as recorded, min(audit.sequence) as firstSequence, max(audit.sequence) as lastSequence, sortsLast(audit.at) as at by audit.request
| filter lastSequence - firstSequence + 1 > recorded
| sort at desc
| limit 10000`,
});

export const contradictions = incidents({
  name: 'contradictions',
  question: 'Which events were recorded twice with different content?',
  aHitMeans: 'a line was forged or altered. An event that is delivered twice has the same content both times.',
  text: `filter ispresent(audit.id) and ispresent(audit.digest)
| stats count_distinct(audit.digest) as versions, sortsLast(audit.at) as at by audit.id
| filter versions > 1
| sort at desc
| limit 10000`,
});
