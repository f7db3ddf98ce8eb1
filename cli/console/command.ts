import type { Command } from '../ops/command.ts';
import { done } from '../ops/outcome.ts';

/** Minutes without a call after which the console closes. */
const IDLE = 15;

/** @param commands all commands; the page may run some of them */
export const consoleCommand = (commands: () => ReadonlyMap<string, Command>): Command => ({
  usage: '',
  summary: 'opens a web page for the help desk, on this computer',
  details: `It prints the address of the page. The page finds requests and users, and gives the orders of the commands, each with
a reason. It has your AWS rights and works on this computer alone. The address works once: to open the page again, start
the console again. It closes after ${IDLE} minutes without use, or by Ctrl-C.`,
  positionals: [0, 0],
  async run(context) {
    const [{ ConsoleServer }, { pageFiles }] = await Promise.all([import('./server.ts'), import('./page-files.ts')]);
    await Promise.all([context.settings(), context.clients.administrator()]);
    const server = await ConsoleServer.start({
      context: { ...context, subjectKeys: context.subjectKeys, progress: () => {}, ask: async () => undefined },
      commands: commands(),
      files: await pageFiles(),
      idle: IDLE * 60_000,
    });
    context.progress(`Open this address in a browser. It works once.\n\n  ${server.address}\n`);
    const stop = () => void server.close();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    await server.closed;
    process.off('SIGINT', stop).off('SIGTERM', stop);
    return done('The console is closed.', { outcome: 'closed' });
  },
});
