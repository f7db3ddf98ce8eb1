/** One deviation in a trail. */
export interface TrailFinding {
  /** `id` of the event; of a missing event, the ID that it must have had, or the start of its digest. */
  readonly id: string;
  readonly finding: /** It does not match the schema, or its facts do not match its digest. */
    | 'altered'
    /** It is no JSON, or the line is not whole. */
    | 'unreadable'
    /** Its MAC is missing or was not made by the consumer. */
    | 'forged'
    /** Two different events have this ID. */
    | 'contradicted'
    /** The event is missing: other events or a checkpoint name it. */
    | 'missing'
    /** The event does not follow the previous event of its request. */
    | 'out-of-order'
    /** A checkpoint covers its time and does not list it: it was added or altered later. */
    | 'unlisted'
    /** It is about a guess that no step has counted. */
    | 'unbound'
    /** A guess was counted, and neither a step nor a function recorded its outcome. */
    | 'unanswered';
  readonly reason: string;
}
