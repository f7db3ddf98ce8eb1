import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { loadAssembly } from '../assembly.ts';
import type * as Bundles from '../build/bundles.ts';
import { type BuildFolder, buildFolder, readInputs } from '../build/folder.ts';
import type { Console } from '../console.ts';
import { filesByPath } from '../site/objects.ts';
import { NeedsRestart, type Stack } from '../stack.ts';
import { type App, endApp, sourcesNow, startInAdvance, type SynthOptions, synthesizeAgain } from '../synth.ts';
import { errorsIn } from './build-errors.ts';
import { watchFiles } from './watch-files.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const FOLDERS = ['functions', 'lib', 'web', 'client/src', 'brand', 'bin', 'cli', 'local'];

/** Templates of the mails, which a script of their own compiles to the module beside them. */
const MAIL_SCRIPT = 'functions/mail/templates/build.ts';
const MAIL_TEMPLATE = /^functions\/mail\/templates\/(?:.*\.mjml|compile\.ts)$/;

/** Milliseconds. An editor that saves all its files makes one change of them. */
const TOGETHER_MS = 40;

export interface LiveOptions {
  readonly stack: Stack;
  readonly synth: SynthOptions;
  readonly dataDir: string;
  readonly directory: DirectoryName;
  /** Stem of the function that a debugger attaches to. */
  readonly debugged: string | undefined;
  readonly shown: Console;
}

/**
 * Applies saved files to the running cloud. Functions and pages are built again and run at once; then the stack is
 * synthesized again with them, and what changed in its template is applied. Where a build fails, the version before
 * it goes on running.
 */
export class Live {
  readonly #options: LiveOptions;
  readonly #folder: BuildFolder;
  readonly #bundles: typeof Bundles;
  readonly #stopping = new AbortController();
  /** Files that made each bundle, or made it fail. */
  readonly #functionInputs: Map<string, readonly string[]>;
  readonly #brokenFunctions = new Set<string>();
  #pagesInputs: readonly string[];
  #pagesBroken = false;
  #pageFiles: Map<string, Buffer>;
  #saved = new Set<string>();
  #wake: () => void = () => {};
  #synthesis: AbortController | undefined;
  /** The process of the next synthesis. */
  #nextApp: Promise<App> | undefined;
  #running: Promise<void> = Promise.resolve();
  #watcher: { stop(): Promise<void> } | undefined;

  private constructor(
    options: LiveOptions,
    parts: { bundles: typeof Bundles; functionInputs: Map<string, readonly string[]>; pagesInputs: readonly string[] },
    pageFiles: Map<string, Buffer>,
  ) {
    this.#options = options;
    this.#folder = buildFolder(options.dataDir);
    this.#bundles = parts.bundles;
    this.#functionInputs = parts.functionInputs;
    this.#pagesInputs = parts.pagesInputs;
    this.#pageFiles = pageFiles;
  }

  /** Watches the repository's files until it is stopped. */
  static async start(options: LiveOptions): Promise<Live> {
    const folder = buildFolder(options.dataDir);
    const { functions, pages } = await readInputs(folder);
    // Loads esbuild and CDK now, so that the first save does not wait for them.
    const bundles = await import('../build/bundles.ts');
    const parts = { bundles, functionInputs: new Map(Object.entries(functions)), pagesInputs: pages };
    const live = new Live(options, parts, await filesByPath(folder.pages));
    live.#watcher = await watchFiles(ROOT, FOLDERS, (path) => live.#onSaved(path));
    options.stack.site.reloadPages();
    live.#nextApp = startInAdvance(options.synth);
    live.#running = live.#run();
    return live;
  }

  async stop(): Promise<void> {
    await this.#watcher?.stop();
    this.#stopping.abort(new Error('stopped'));
    this.#synthesis?.abort(new Error('stopped'));
    this.#wake();
    await this.#running;
    const app = await this.#nextApp;
    if (app !== undefined) endApp(app);
  }

  #onSaved(path: string): void {
    if (path.startsWith('local/')) return this.#options.shown.step(`${path} was saved: start again to run it.`);
    this.#saved.add(path);
    // Saved files go first; the stack is synthesized again once they run.
    this.#synthesis?.abort(new Error('superseded'));
    this.#wake();
  }

  async #run(): Promise<void> {
    let stackIsOld = false;
    while (!this.#stopping.signal.aborted) {
      if (this.#saved.size === 0 && !stackIsOld) await new Promise<void>((resolve) => (this.#wake = resolve));
      await sleep(TOGETHER_MS);
      if (this.#stopping.signal.aborted) return;
      const saved = this.#saved;
      this.#saved = new Set();
      try {
        const sources = await sourcesNow(this.#options.synth);
        const built = await this.#build(saved);
        stackIsOld = built && (this.#saved.size > 0 || !(await this.#synthesize(sources)));
      } catch (error) {
        stackIsOld = false;
        this.#options.shown.warn(`The saved files cannot be applied: ${errorsIn(error).join('\n')}`);
      }
    }
  }

  /** False where something cannot be built: a template that names it would be half new and half old. */
  async #build(saved: ReadonlySet<string>): Promise<boolean> {
    if ([...saved].some((path) => MAIL_TEMPLATE.test(path))) await compileMails();
    const results = await Promise.all([this.#buildFunctions(saved), this.#buildPages(saved)]);
    return results.every(Boolean);
  }

  async #buildFunctions(saved: ReadonlySet<string>): Promise<boolean> {
    const { directory, debugged, stack } = this.#options;
    const began = performance.now();
    const touched = [...this.#functionInputs].filter(([, inputs]) => inputs.some((input) => saved.has(input)));
    const stems = new Set([...touched.map(([stem]) => stem), ...(saved.size > 0 ? this.#brokenFunctions : [])]);
    if (stems.size === 0) return this.#brokenFunctions.size === 0;
    const known = this.#bundles.entriesWith(directory);
    const entries = Object.fromEntries(Object.entries(known).filter(([stem]) => stems.has(stem)));
    const { bundles: folder, debug } = this.#folder;
    const before = await this.#bundlesOf(stems);
    try {
      const own = Object.fromEntries(Object.entries(entries).filter(([stem]) => stem === debugged));
      const [inputs] = await Promise.all([
        this.#bundles.bundleFunctions(entries, { directory, folder }),
        this.#bundles.bundleFunctions(own, { directory, folder: debug, debug: true }),
      ]);
      for (const [stem, files] of Object.entries(inputs)) this.#functionInputs.set(stem, files);
    } catch (error) {
      for (const stem of stems) this.#brokenFunctions.add(stem);
      this.#showErrors('The functions', error);
      return false;
    }
    this.#brokenFunctions.clear();
    await writeFile(this.#folder.bundleInputs, JSON.stringify(Object.fromEntries(this.#functionInputs)));
    const after = await this.#bundlesOf(stems);
    const changed = [...stems].filter((stem) => after.get(stem)?.equals(before.get(stem) ?? Buffer.alloc(0)) === false);
    for (const stem of changed) {
      const pool = stack.functions.byStem(stem);
      const taskRoot = join(stem === debugged ? debug : folder, stem);
      pool?.redefine({ ...pool.definition, taskRoot });
    }
    if (changed.length > 0) this.#show(`Functions: ${changed.sort().join(', ')}`, began);
    return true;
  }

  async #bundlesOf(stems: ReadonlySet<string>): Promise<Map<string, Buffer>> {
    const files = [...stems].map(async (stem): Promise<[string, Buffer]> => {
      const bundle = await readFile(this.#bundles.bundleIn(this.#folder.bundles, stem)).catch(() => Buffer.alloc(0));
      return [stem, bundle];
    });
    return new Map(await Promise.all(files));
  }

  async #buildPages(saved: ReadonlySet<string>): Promise<boolean> {
    const began = performance.now();
    const inputs = new Set(this.#pagesInputs);
    const touched = [...saved].some((path) => inputs.has(path) || path.startsWith('web/'));
    if (!touched && !(this.#pagesBroken && saved.size > 0)) return !this.#pagesBroken;
    try {
      this.#pagesInputs = await this.#buildPagesNow();
    } catch (error) {
      this.#pagesBroken = true;
      this.#showErrors('The pages', error);
      return false;
    }
    this.#pagesBroken = false;
    await writeFile(this.#folder.pagesInputs, JSON.stringify(this.#pagesInputs));
    const before = this.#pageFiles;
    const after = await filesByPath(this.#folder.pages);
    const gone = [...before.keys()].filter((path) => !after.has(path));
    const changed = [...after].filter(([path, body]) => before.get(path)?.equals(body) !== true);
    this.#pageFiles = after;
    if (changed.length + gone.length > 0) {
      // What the brand changes (the logo, the icon) is left as it is, unless it was saved itself.
      this.#options.stack.site.replaceFiles(new Map(changed), gone);
      this.#show('Pages', began);
    }
    return true;
  }

  async #buildPagesNow(): Promise<string[]> {
    const { buildPages } = await import('../../lib/build/pages.ts');
    return buildPages(this.#folder.pages);
  }

  /** False where files were saved in the meantime, which have to run first. */
  async #synthesize(sources: string): Promise<boolean> {
    const { synth, stack, shown } = this.#options;
    const began = performance.now();
    const attempt = new AbortController();
    this.#synthesis = attempt;
    try {
      const app = (await this.#nextApp) ?? (await startInAdvance(synth));
      this.#nextApp = undefined;
      const options = { ...synth, signal: attempt.signal, report: undefined };
      const folder = await synthesizeAgain(options, app, sources);
      const changed = await stack.apply(await loadAssembly(folder));
      if (changed.length > 0) this.#show(`Stack: ${changed.join(', ')}`, began);
      return true;
    } catch (error) {
      if (attempt.signal.aborted) return this.#stopping.signal.aborted;
      if (error instanceof NeedsRestart) shown.step(`Start again to apply this: ${error.message}.`);
      else this.#showErrors('The stack', error);
      return true;
    } finally {
      this.#synthesis = undefined;
      if (!this.#stopping.signal.aborted) this.#nextApp = startInAdvance(synth);
    }
  }

  #show(what: string, began: number): void {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    this.#options.shown.step(`${what} (${seconds} s)`);
  }

  #showErrors(subject: string, error: unknown): void {
    const lines = errorsIn(error).map((line) => `\n  ${line}`);
    this.#options.shown.warn(`${subject} cannot be built; the version before goes on running.${lines.join('')}`);
  }
}

async function compileMails(): Promise<void> {
  const child = spawn(process.execPath, [MAIL_SCRIPT], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  await once(child, 'close');
}
