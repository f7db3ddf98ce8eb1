import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build, createServer } from 'vitepress';
import { parsed, UsageError } from '../../cli/deploy/options.ts';
import { ROOT, stage, stageAll } from './sources.ts';

const HELP = `Makes the documentation site from the documents of this repository.

  npm run docs -- [--serve [--port N]]

  --serve     show it on this computer, and follow every saved document; otherwise it is built into dist/docs
  --port N    port of --serve; default 4100
  --help      show this help

DOCS_REPOSITORY is the address of the repository, such as https://github.com/example/password-reset, which links to
code lead to; in GitHub's workflows it is known. Without it such links are plain text.
A link to a document or a heading that does not exist stops the build. Nothing is loaded from the network.`;

const OPTIONS = {
  serve: { type: 'boolean', default: false },
  port: { type: 'string', default: '4100' },
  help: { type: 'boolean', default: false },
} as const;

const SITE = join(ROOT, 'docs/site');
const STAGED = join(ROOT, '.cache/docs-site');

/** Folders that documents are in, and whether those below belong to them. */
const FOLDERS = { '': false, client: false, docs: true, examples: true };

/** Stages every document again that is saved. */
function follow(): void {
  for (const [folder, recursive] of Object.entries(FOLDERS)) {
    watch(join(ROOT, folder), { recursive }, (_, name) => {
      if (name !== null && existsSync(join(ROOT, folder, name))) stage(join(folder, name), STAGED);
    });
  }
}

async function serve(port: number): Promise<void> {
  const server = await createServer(SITE, { host: '127.0.0.1', port, strictPort: true });
  await server.listen();
  follow();
  console.log(`The documentation is at http://127.0.0.1:${port}/. Ctrl-C stops it.`);
}

async function main(): Promise<void> {
  const { help, serve: serves, port } = parsed(process.argv.slice(2), OPTIONS);
  if (help) {
    console.log(HELP);
    return;
  }
  if (!/^[1-9]\d{0,4}$/.test(port)) throw new UsageError(`--port ${port}: must be the number of a port, such as 4100`);
  stageAll(STAGED);
  if (serves) {
    await serve(Number(port));
    return;
  }
  await build(SITE);
  console.log(`The documentation is in ${join('dist', 'docs')}.`);
}

await main().catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${HELP}`);
  process.exitCode = 2;
});
