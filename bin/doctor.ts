import '../cli/doctor/main.ts';
