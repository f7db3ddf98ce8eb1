import '../cli/deploy/rollback-main.ts';
