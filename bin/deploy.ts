import '../cli/deploy/main.ts';
