import type { MailEventMetric } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { recordMailOutcome, type RecordMailOutcomePorts } from '../use-cases/record-mail-outcome.ts';
import { type EventOrigin, sesEventReader } from './ses-event.ts';

/**
 * Records the outcomes of mails. A foreign event is refused: it is counted and logged, and nothing is written. Throws
 * only on an unexpected error; the event is then sent again.
 */
export function mailEvents(
  ports: RecordMailOutcomePorts,
  origin: EventOrigin,
  { logger, count }: Telemetry<MailEventMetric>,
) {
  const read = sesEventReader(origin);
  return async (event: unknown): Promise<void> => {
    const reading = read(event);
    if (reading.kind === 'refused') {
      count('refused');
      logger.warn('an event that is not about a mail of this service was refused', { wrong: reading.wrong });
      return;
    }
    const { report } = reading;
    const recorded = await recordMailOutcome(ports, report);
    if (recorded !== 'recorded') {
      count(recorded);
      const { mail, outcome, reason } = report.delivery;
      logger.info('the outcome of a mail was not recorded', {
        why: recorded,
        request: report.request,
        mail,
        outcome,
        reason,
      });
    }
    // A repeated event was counted the first time.
    if (recorded !== 'repeated') count(report.delivery.outcome);
  };
}
