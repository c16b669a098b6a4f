// What the terminal shows when everything is up: where to send requests, with which key, and one that works as pasted.
import type { FirstKey } from './first-boot.js';

export interface Greeting {
  host: string;
  port: number;
  adminPort: number;
  /** Where the data is. */
  place: string;
  key: FirstKey;
  /** While there is no member. */
  setupLink?: string | undefined;
}

/** Shows the secret of the first key once, on the first start: there is no other way to get to know it. */
export function renderGreeting({ host, port, adminPort, place, key, setupLink }: Greeting): string {
  const address = `http://${reachable(host)}:${port}`;
  return [
    '',
    `AIProxy answers at ${address}/v1`,
    `  data   ${place}`,
    `  key    ${keyLine(key)}`,
    `  admin  http://${reachable(host)}:${adminPort}`,
    ...(setupLink === undefined ? [] : [`  setup  ${setupLink}   (whoever opens it becomes the owner; once, within a day)`]),
    '',
    'Try it:',
    `  ${curl(address, key.secret)}`,
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}

function keyLine({ secret, last4 }: FirstKey): string {
  if (secret !== undefined) return `${secret}   (shown this once; \`npm run key\` makes another)`;
  return last4 === undefined ? 'none of the first project works any more; `npm run key` makes one' : `…${last4} (\`npm run key\` makes another)`;
}

function curl(address: string, secret = '$AIPROXY_API_KEY'): string {
  const body = JSON.stringify({ model: 'sandbox/chat', messages: [{ role: 'user', content: 'Hello!' }] });
  return `curl ${address}/v1/chat/completions -H "Authorization: Bearer ${secret}" -H 'Content-Type: application/json' -d '${body}'`;
}

/** An address to listen on, as one to connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
