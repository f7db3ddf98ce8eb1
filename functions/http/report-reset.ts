import { reportReset, type ReportResetPorts } from '../use-cases/report-reset.ts';
import type { Operate } from './operation-handler.ts';

export const reportResetOperation =
  (ports: ReportResetPorts): Operate<'report-reset'> =>
  async ({ reportToken }, { origin }) => {
    await reportReset(ports, { reportToken, origin });
  };
