import '../lib/app.ts';
