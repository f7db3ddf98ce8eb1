import { answerTo, NotAnswered } from '../deploy/answer.ts';
import { usageMessage } from '../wrong-usage.ts';
import { init } from './init.ts';

try {
  await init(process.argv.slice(2), { ask: process.stdin.isTTY ? answerTo : undefined, print: console.log });
} catch (error) {
  const notAnswered = error instanceof NotAnswered;
  const message = notAnswered ? 'Nothing was written.' : usageMessage(error);
  if (message === undefined) throw error;
  console.error(message);
  process.exitCode = notAnswered ? 1 : 2;
}
