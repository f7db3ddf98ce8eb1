import '../cli/ops/main.ts';
