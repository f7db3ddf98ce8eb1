import '../cli/audit/schema.ts';
