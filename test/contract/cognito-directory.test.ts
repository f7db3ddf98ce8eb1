import { directoryConformance } from './directory-conformance.ts';
import { COGNITO_CANNOT, cognitoKit } from './kits/cognito.ts';

directoryConformance('Amazon Cognito, over the wire protocol of its stand-in', cognitoKit, COGNITO_CANNOT);
