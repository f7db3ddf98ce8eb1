/** Milliseconds and the most of a unit that Insights takes: more is silently cut there, so it is refused here. */
const UNITS: Readonly<Record<string, { readonly milliseconds: number; readonly most: number }>> = {
  ms: { milliseconds: 1, most: 1000 },
  s: { milliseconds: 1000, most: 60 },
  m: { milliseconds: 60_000, most: 60 },
  h: { milliseconds: 3_600_000, most: 24 },
  d: { milliseconds: 86_400_000, most: 31 },
};

export type Period =
  | { readonly kind: 'period'; readonly milliseconds: number }
  | { readonly kind: 'wrong'; readonly problem: string };

/** `15m`, as Insights writes periods. */
export function periodOf(text: string): Period {
  const [, digits = '', name = ''] = /^(\d+)([a-z]+)$/.exec(text) ?? [];
  const unit = UNITS[name];
  if (unit === undefined)
    return { kind: 'wrong', problem: `is no period: write a number and one of ${Object.keys(UNITS).join(', ')}` };
  const count = Number(digits);
  if (count < 1 || count > unit.most)
    return { kind: 'wrong', problem: `is no period: 1 to ${unit.most} ${name}, or a larger unit` };
  return { kind: 'period', milliseconds: count * unit.milliseconds };
}
