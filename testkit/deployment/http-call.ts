export { type Answer, type Call, httpCall } from '../../cli/smoke/http-call.ts';
