import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from '../settings/schema.ts';

/**
 * Kept when the stack is deleted or the resource is replaced, and deleted when its own creation is rolled back:
 * otherwise its name would be taken, and the next attempt would fail (docs/adr/0028-first-deployments.md).
 */
export const KEPT = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/**
 * Kept also when its creation is rolled back. Only for resources without a name of their own that CloudFormation
 * cannot delete then, such as a bucket with files.
 */
export const NEVER_DELETED = RemovalPolicy.RETAIN;

/** Returns the removal policy of everything that holds data under a name. */
export const removalPolicyOf = ({ retainData }: Pick<Settings, 'retainData'>): RemovalPolicy =>
  retainData ? KEPT : RemovalPolicy.DESTROY;

/** Returns the removal policy of a bucket that is not empty after its stack's creation. */
export const bucketRemovalPolicyOf = ({ retainData }: Pick<Settings, 'retainData'>): RemovalPolicy =>
  retainData ? NEVER_DELETED : RemovalPolicy.DESTROY;
