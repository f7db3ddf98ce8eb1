import '../cli/audit/main.ts';
