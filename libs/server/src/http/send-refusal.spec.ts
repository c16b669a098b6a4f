import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { type DiscardBounds, sendRefusal } from './send-refusal.js';

const answer = Buffer.from('{"error":{}}');

async function ask(socket: Socket, more = ''): Promise<string> {
  socket.write(more);
  let got = '';
  while (!got.includes(answer.toString())) got += String((await once(socket, 'data'))[0]);
  return got;
}

describe('sendRefusal', () => {
  let server: Server;
  let bounds: DiscardBounds;
  beforeAll(async () => {
    server = createServer((request, response) => {
      response.statusCode = 401;
      sendRefusal(request, response, answer, bounds);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    bounds = { bytes: 1000, ms: 60_000 };
  });

  const open = (head: string): Socket => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${head}\r\n\r\n`);
    return socket;
  };
  it('keeps the connection when the whole body came within the bounds', async () => {
    const socket = open('content-length: 600');
    expect(await ask(socket)).toMatch(/^HTTP\/1\.1 401 /);
    expect(await ask(socket, `${'a'.repeat(600)}POST / HTTP/1.1\r\nhost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 401 /);
    socket.destroy();
  });

  it('says that it will close when more is announced than it will take', async () => {
    const socket = open('content-length: 1001');
    expect(await ask(socket)).toContain('connection: close\r\n');
    socket.destroy();
  });

  it('closes the connection when more came than the bounds allow', async () => {
    const socket = open('transfer-encoding: chunked');
    const all = text(socket);
    socket.write(`${(2000).toString(16)}\r\n${'a'.repeat(2000)}\r\n`);
    expect(await all).toContain(answer.toString());
  });

  it('closes the connection of a caller who never ends', async () => {
    bounds = { bytes: 1000, ms: 1 };
    expect(await text(open('content-length: 600'))).toContain(answer.toString());
  });

  it('survives a caller who hangs up in between', async () => {
    const closed = once(server, 'request').then(([, response]) => once(response as NodeJS.EventEmitter, 'close'));
    const socket = open('content-length: 600');
    await ask(socket);
    socket.destroy();
    await closed;
    const next = open('content-length: 0');
    expect(await ask(next)).toMatch(/^HTTP\/1\.1 401 /);
    next.destroy();
  });
});
