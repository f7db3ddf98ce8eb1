import { answerIfAny } from '../deploy/answer.ts';
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // Results alone go to the standard output.
  ask: async (question) => (process.stdin.isTTY ? answerIfAny(question, { output: process.stderr }) : undefined),
});
