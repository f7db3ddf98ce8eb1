import type { MailEventMetric } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { recordMailOutcome, type RecordMailOutcomePorts } from '../use-cases/record-mail-outcome.ts';
import { type EventOrigin, sesEventReader } from './ses-event.ts';

/**
 * Records what became of a mail. An event that is not one of ours is refused: counted, told, and nothing is written. It
 * throws only on a fault, and the event then comes again.
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
      logger.warn('an event that is not of our mails was refused', { wrong: reading.wrong });
      return;
    }
    const { report } = reading;
    const recorded = await recordMailOutcome(ports, report);
    if (recorded !== 'recorded') {
      count(recorded);
      const { mail, outcome, reason } = report.delivery;
      logger.info('what became of a mail was not recorded', {
        why: recorded,
        request: report.request,
        mail,
        outcome,
        reason,
      });
    }
    // A repeat was counted when it came for the first time.
    if (recorded !== 'repeated') count(report.delivery.outcome);
  };
}
