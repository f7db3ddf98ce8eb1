import { composeReportReset } from './runtime/composition/report-reset.ts';
import { reportResetOperation } from './http/report-reset.ts';
import { operationHandler } from './http/operation-handler.ts';

const { ports, ...parts } = composeReportReset();

export const handler = operationHandler('report-reset', { operate: reportResetOperation(ports), ...parts });
