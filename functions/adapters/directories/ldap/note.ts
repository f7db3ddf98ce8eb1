/** State of an account before a change. */
export interface Note {
  /** Server at which the change was started. */
  readonly server: string;
  readonly mark: string;
  readonly version: string;
}

export const textOfNote = ({ server, mark, version }: Note): string => JSON.stringify([server, mark, version]);

export function noteOf(text: string): Note {
  const [server, mark, version] = JSON.parse(text) as [string, string, string];
  return { server, mark, version };
}
