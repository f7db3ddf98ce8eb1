/**
 * Shows a bench's help, or runs it. Its status is what `run` answers: 1 where a budget is broken. What it throws is said in one line, with
 * status 2.
 */
export async function runBench(help: string | undefined, run: () => Promise<number>): Promise<void> {
  if (help !== undefined) return console.log(help);
  try {
    process.exitCode = await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
