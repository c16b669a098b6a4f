// Settings from a .env file in the working directory. What the environment already says is not overwritten.
import { existsSync } from 'node:fs';

export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
