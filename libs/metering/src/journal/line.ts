// One line of a journal file: the checksum of what follows, a space, JSON. A line that was cut off or damaged is known as such.
import { crc32 } from 'node:zlib';

const checksumLength = 8;

export function renderLine(json: string): string {
  return `${checksum(json)} ${json}\n`;
}

/** The JSON of a line, given without its end; undefined: this is not what was written. */
export function parseLine(line: string): string | undefined {
  const json = line.slice(checksumLength + 1);
  return line === `${checksum(json)} ${json}` ? json : undefined;
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(checksumLength, '0');
}
