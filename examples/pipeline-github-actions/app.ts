import { App } from 'aws-cdk-lib';
import { PipelineRoles } from './pipeline-roles.ts';

/** CDK app of the roles. README.md has the command that deploys it. */
const app = new App();
const given = (key: string): string => {
  const value: unknown = app.node.tryGetContext(key);
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`${key} is missing. Add -c ${key}=…, as README.md shows`);
};

new PipelineRoles(app, 'PasswordResetPipeline', {
  repository: given('repository'),
  stages: given('stages').split(','),
  existingProvider: app.node.tryGetContext('existingProvider') === 'true',
});
