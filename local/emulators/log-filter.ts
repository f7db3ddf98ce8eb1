/** Tells whether a line of a log passes. */
export type LogFilter = (line: string) => boolean;

const CONDITION = /^\(?\$((?:\.\w+)+) = "(\*|\w+)"\)?$/;

/**
 * A filter pattern of CloudWatch Logs for lines of JSON: `{ $.name.inner = "value" }`, several of them joined by `||`,
 * with `*` for any text. Throws where a pattern holds anything else.
 */
export function parseLogFilter(pattern: string): LogFilter {
  const [, body = ''] = /^\{ (.+) \}$/.exec(pattern) ?? [];
  const conditions = body.split(' || ').map((condition) => {
    const [, path, value] = CONDITION.exec(condition) ?? [];
    if (path === undefined || value === undefined)
      throw new Error(`filter pattern ${pattern}: the laptop cloud knows only { $.name = "value" } and ||`);
    return { path: path.slice(1).split('.'), value };
  });
  return (line) => {
    const json = jsonIn(line);
    return conditions.some(({ path, value }) => {
      const found = path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), json);
      return typeof found === 'string' && (value === '*' || found === value);
    });
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
