#!/usr/bin/env node
// `npx aiproxy …`: builds when needed, then becomes the command line (what building has to say goes to stderr).
import { build } from './build.mjs';

build();
await import('../dist/apps/cli/src/main.js');
