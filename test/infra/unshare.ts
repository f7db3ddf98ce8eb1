export { unshare as default } from './share.ts';
