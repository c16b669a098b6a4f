// What a journal takes up on the disk.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export async function sizeOf(directory: string): Promise<number> {
  const sizes = await Promise.all((await readdir(directory)).map(async (name) => (await stat(join(directory, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
