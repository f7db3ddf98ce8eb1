import '../cli/openapi/main.ts';
