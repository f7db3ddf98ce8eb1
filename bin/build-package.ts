import { buildPackage } from '../cli/package/build.ts';

const [folder] = process.argv.slice(2);
await buildPackage(folder);
