import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mintAccessToken } from '#access/token';
import { makeIo } from '../../test/harness/make-io.js';
import { Context } from '../context.js';
import { amountsFor } from './show-amount.js';

/** As a server would show it whose settings are asked for and answered with this. */
async function shown(status: number, body: object, json = false): Promise<{ text: string; asked: number }> {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { io } = makeIo({ env: { AIPROXY_ADMIN_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, AIPROXY_ADMIN_TOKEN: mintAccessToken().secret } });
  try {
    const show = await amountsFor(new Context(io, () => ({ json })));
    return { text: show('1234.5', 'USD'), asked };
  } finally {
    server.close();
  }
}

const settings = { moneyDecimals: 0, rounding: 'half-up', numberLocale: 'en-US' };

test('an amount is shown as the settings say', async () => {
  await expect(shown(200, settings)).resolves.toEqual({ text: '$1,235', asked: 1 });
});

test('it is exact for whoever may not read them, and for programs, who do not ask', async () => {
  await expect(shown(403, { error: { message: 'No.', type: 'permission_error', param: null, code: 'forbidden' } })).resolves.toEqual({ text: '1234.5 USD', asked: 1 });
  await expect(shown(200, settings, true)).resolves.toEqual({ text: '1234.5 USD', asked: 0 });
});
