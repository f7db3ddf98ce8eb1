#!/usr/bin/env node
import '../cli/smoke/main.ts';
