import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from '../settings/schema.ts';

/** What deleting the stack does to anything that holds data. */
export const removalPolicyOf = ({ retainData }: Pick<Settings, 'retainData'>): RemovalPolicy =>
  retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
