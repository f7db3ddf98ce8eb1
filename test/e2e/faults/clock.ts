/** Loaded before a function's code: sets its clock `CLOCK_SECONDS` ahead (negative: behind). */

const MILLISECONDS = Number(process.env['CLOCK_SECONDS']) * 1000;
const rightDate = Date;
const now = (): number => rightDate.now() + MILLISECONDS;

globalThis.Date = new Proxy(rightDate, {
  construct: (target, values: unknown[], newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as object,
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});
