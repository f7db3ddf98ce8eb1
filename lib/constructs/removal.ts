import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from '../settings/schema.ts';

/** Returns the removal policy of everything that holds data. */
export const removalPolicyOf = ({ retainData }: Pick<Settings, 'retainData'>): RemovalPolicy =>
  retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
