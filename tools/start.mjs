// `npm start`: builds when needed, then becomes the program (the same process, so that signals reach it and nobody between).
import { build } from './build.mjs';

build();
await import('../dist/apps/start/src/main.js');
