import { inPackage } from '../lib/build/root.ts';

/** Commands that the npm package has too. */
type CommandName = 'audit' | 'deploy' | 'doctor' | 'ops' | 'rollback';

/** Returns how a command is called, for messages; options follow. */
export const commandLine = (name: CommandName): string =>
  inPackage ? `npx serverless-password-reset ${name}` : `npm run ${name} --`;
