import { createServer, type AddressInfo, type Server } from 'node:net';
import { Logger } from '@nestjs/common';
import { readAdminEnv } from '../env.js';
import { Mailer } from './mailer.js';

const lines: string[] = [];
const collect = (message: unknown) => { lines.push(String(message)); };
beforeAll(() => { Logger.overrideLogger({ log: collect, warn: collect, error: collect }); });
afterAll(() => { Logger.overrideLogger(false); });
beforeEach(() => { lines.length = 0; });

const letter = { subject: 'hello', text: 'https://admin.example.com/invitation#the-secret' };
const mailerAt = (url: string) => new Mailer(readAdminEnv({ SMTP_URL: url, SMTP_FROM: 'AIProxy <aiproxy@example.com>' }));

/** Refuses every letter and quotes it, as some servers do. */
async function quotingServer(): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    socket.write('220 here\r\n');
    let isData = false;
    socket.on('error', () => undefined).on('data', (bytes) => {
      const text = bytes.toString();
      if (isData) socket.write(`554 spam: ${text.replaceAll(/\s+/g, ' ')}\r\n`);
      else socket.write(text.startsWith('DATA') ? '354 go on\r\n' : '250 fine\r\n');
      isData = text.startsWith('DATA');
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { server, url: `smtp://user:hidden@127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('a mail that is refused is logged by its code: neither the letter, the address nor the password of the server', async () => {
  const { server, url } = await quotingServer();
  const withoutSignIn = new URL(url);
  withoutSignIn.username = withoutSignIn.password = '';
  expect(await mailerAt(withoutSignIn.href).send('somebody@example.com', letter)).toBe(false);
  expect(lines).toEqual(['a mail could not be sent (EMESSAGE, 554)']);
  expect(await mailerAt(url).send('somebody@example.com', letter)).toBe(false);
  expect(lines.join()).not.toMatch(/the-secret|somebody|hidden/);
  server.close();
});

test('a server that is not there is no failure of whoever wanted to send', async () => {
  expect(await mailerAt('smtp://127.0.0.1:1').send('somebody@example.com', letter)).toBe(false);
  expect(lines).toEqual(['a mail could not be sent (ESOCKET)']);
});

test('without SMTP_URL nothing is sent, and nothing is logged', async () => {
  const mailer = new Mailer(readAdminEnv({}));
  expect(mailer.configured).toBe(false);
  expect(await mailer.send('somebody@example.com', letter)).toBe(false);
  expect(lines).toEqual([]);
});
