// `npm run key`: builds when needed, then mints one more key.
import { build } from './build.mjs';

build();
await import('../dist/apps/start/src/key.js');
