import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { functionBundles } from '../../lib/build/bundle.ts';
import { entriesWith } from '../../local/build/bundles.ts';

/** Milliseconds of the main threads that a part of the bundles took, with what it called of Node. */
export interface Cause {
  readonly name: string;
  readonly milliseconds: number;
}

interface ProfileNode {
  readonly id: number;
  readonly children?: readonly number[];
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds. */
  readonly timeDeltas: readonly number[];
}

/** A function's profile, and the folder of the bundle that it was made of. */
export interface ProfileOf {
  readonly name: string;
  readonly taskRoot: string;
  readonly profile: object;
}

const COLLECTOR = '(garbage collector)';
const IDLE = '(idle)';
const NODE = 'Node, called by nobody: sockets, timers, promises';
const RUNTIME = 'runtime client of the laptop cloud';

const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const OWN = /(functions\/(?:runtime\/bundle|[^/]+))\//;

/** `@smithy/core`, `functions/domain`. */
const partOf = (file: string): string => PACKAGE.exec(file)?.[1] ?? OWN.exec(file)?.[1] ?? 'entries';

/** Source maps of the bundles that are deployed, by function. */
async function sourceMaps(profiles: readonly ProfileOf[]): Promise<Map<string, SourceMap>> {
  const all = entriesWith('built-in');
  const entries = Object.fromEntries(profiles.map(({ name }) => [`${name}/index`, all[name] ?? '']));
  const { outputFiles } = await build({
    ...functionBundles(entries, 'built-in', 'maps'),
    sourcemap: 'external',
    write: false,
  });
  const built = new Map(
    outputFiles.map(({ path, text }) => [
      join(dirname(path).split('/').at(-1) ?? '', path.endsWith('.map') ? 'map' : 'code'),
      text,
    ]),
  );
  return new Map(
    profiles.map(({ name, taskRoot }) => {
      if (built.get(`${name}/code`) !== readFileSync(join(taskRoot, 'index.mjs'), 'utf8'))
        throw new Error(`the bundle of ${name} has changed since it was deployed`);
      return [name, new SourceMap(JSON.parse(built.get(`${name}/map`) ?? '{}') as SourceMapPayload)];
    }),
  );
}

/** Divides the time of profiles by the part of the bundle that ran, or that called what ran of Node. */
export async function causesOf(profiles: readonly ProfileOf[]): Promise<Cause[]> {
  const maps = await sourceMaps(profiles);
  return added(profiles.flatMap(({ name, profile }) => causesIn(profile as Profile, maps.get(name))));
}

function added(parts: readonly Cause[]): Cause[] {
  const sums = new Map<string, number>();
  for (const { name, milliseconds } of parts) sums.set(name, (sums.get(name) ?? 0) + milliseconds);
  return [...sums].map(([name, milliseconds]) => ({ name, milliseconds }));
}

export function causesIn(
  { nodes, samples, timeDeltas }: Profile,
  map: Pick<SourceMap, 'findEntry'> | undefined,
): Cause[] {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const parts = new Map(nodes.map((node) => [node.id, partOfNode(node, map)]));
  const causeOf = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const part = parts.get(at);
      if (part !== undefined) return part;
    }
    return NODE;
  };
  const ofSamples = samples.map((id, index) => ({ name: causeOf(id), milliseconds: (timeDeltas[index] ?? 0) / 1000 }));
  return added(ofSamples.filter(({ name }) => name !== IDLE));
}

/** Undefined for a function of Node, whose caller is asked for instead. */
function partOfNode({ callFrame }: ProfileNode, map: Pick<SourceMap, 'findEntry'> | undefined): string | undefined {
  const { functionName, url, lineNumber, columnNumber } = callFrame;
  if (functionName === COLLECTOR || functionName === IDLE) return functionName;
  if (url.includes('/local/lambda/')) return RUNTIME;
  if (!url.endsWith('/index.mjs')) return undefined;
  const entry = map?.findEntry(lineNumber, columnNumber);
  return entry !== undefined && 'originalSource' in entry ? partOf(entry.originalSource) : 'entries';
}
