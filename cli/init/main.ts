import { SettingsError } from '../../lib/settings/check.ts';
import { answerTo, NotAnswered } from '../deploy/answer.ts';
import { UsageError } from '../deploy/options.ts';
import { wrongUsage } from '../wrong-usage.ts';
import { init } from './init.ts';

try {
  await init(process.argv.slice(2), { ask: process.stdin.isTTY ? answerTo : undefined, print: console.log });
} catch (error) {
  if (error instanceof NotAnswered) {
    console.error('Nothing was written.');
    process.exitCode = 1;
  } else if (error instanceof UsageError || error instanceof SettingsError) {
    console.error(error instanceof UsageError ? wrongUsage(error) : error.message);
    process.exitCode = 2;
  } else throw error;
}
