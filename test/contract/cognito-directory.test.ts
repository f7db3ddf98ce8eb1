import { directoryConformance } from './directory-conformance.ts';
import { COGNITO_CANNOT, cognitoKit } from './kits/cognito.ts';

directoryConformance('Amazon Cognito, over the wire protocol of its emulator', cognitoKit, COGNITO_CANNOT);
