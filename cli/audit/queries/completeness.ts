import { incidents } from './query.ts';

/** Whether the trail itself can be believed. */

export const gaps = incidents({
  name: 'gaps',
  question: 'Of which requests is an event missing between two others?',
  aHitMeans:
    'the trail is not whole: look for records that the audit consumer gave up (runbook), or for who deleted lines.',
  text: `filter ispresent(audit.sequence) and ispresent(audit.request)
| stats count_distinct(audit.sequence) as told, min(audit.sequence) as firstSequence, max(audit.sequence) as lastSequence, sortsLast(audit.at) as at by audit.request
| filter lastSequence - firstSequence + 1 > told
| sort at desc
| limit 10000`,
});

export const contradictions = incidents({
  name: 'contradictions',
  question: 'Which events are told twice, and differently?',
  aHitMeans: 'a line was forged or altered: an event that is delivered twice says the same both times.',
  text: `filter ispresent(audit.id) and ispresent(audit.digest)
| stats count_distinct(audit.digest) as versions, sortsLast(audit.at) as at by audit.id
| filter versions > 1
| sort at desc
| limit 10000`,
});
