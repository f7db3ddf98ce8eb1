import { enableCompileCache } from 'node:module';

// Loading the CDK is a fifth of the time of a synth; from the second on, Node reads the compiled code.
enableCompileCache();
await import('../lib/app.ts');
