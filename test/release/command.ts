import { UsageError } from '../../cli/deploy/options.ts';

/** Runs a command, which returns its exit code. A wrong command line shows the help, and ends with 2. */
export function runCommand(help: string, main: () => number): void {
  try {
    process.exitCode = main();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${help}`);
    process.exitCode = 2;
  }
}
