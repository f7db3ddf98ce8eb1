import { answerCloudFormation } from '../../adapters/cloudformation-answer.ts';
import { capability } from '../capability.ts';

/** Answers CloudFormation at the address that an event of a custom resource brings. */
export const answer = /* @__PURE__ */ capability({
  variables: {},
  rights: [],
  adapter: () => answerCloudFormation,
});
