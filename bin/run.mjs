// Runs a TypeScript program: `node bin/run.mjs local/start.ts [options]`. Written so that any Node since 12 can read
// it.
import path from 'path';
import url from 'url';

const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  console.error(
    `This needs Node ${NEEDED} or later, but ${process.execPath} is Node ${process.versions.node}. Install Node ${NEEDED} ` +
      'from https://nodejs.org (or run "nvm install") and try again; on Linux, "npm ci" and then "npm start" are enough.',
  );
  process.exit(1);
}

process.argv.splice(1, 1);
process.argv[1] = path.resolve(process.argv[1]);
await import(url.pathToFileURL(process.argv[1]).href);
