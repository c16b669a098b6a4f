import type { Request, Response } from 'express';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Database } from '#database/database';
import { ExportRepository } from '#database/exports/exports';
import { ledgerRelation } from '#database/exports/ledger-relation';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { Clock } from '#server/clock';
import { ClientGone } from '#server/errors/api-error';
import { Principal } from '../access/principal.js';
import { ExportSender } from './export-sender.js';
import { ExportSlots } from './export-slots.js';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const principal = new Principal({ memberId: 'm', email: 'm@example.com', name: 'm', role: 'owner', projectRoles: [], via: { kind: 'token', tokenId: 't', role: 'owner' } });
const file = { relation: ledgerRelation({}, { project: true, key: true, member: true, credential: true }), name: 'ledger', kind: 'ledger' as const };

/** How an export ends that is asked for by somebody who waits for it, or who leaves while the question is made. */
async function sent(isPatient: boolean): Promise<unknown> {
  const sender = new ExportSender(database, new ExportRepository(database), new ExportSlots(), new Clock());
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asked = httpRequest({ port: (server.address() as AddressInfo).port }, (answer) => answer.resume()).on('error', () => undefined);
  asked.end();
  const [request, response] = await once(server, 'request') as [Request, Response];
  if (!isPatient) {
    asked.destroy();
    await once(response, 'close');
  }
  const end = await sender.send(file, 'csv', Object.assign(request, { principal, query: {}, requestId: 'req_1' }), response).catch((error: unknown) => error);
  server.close();
  return end;
}

const audited = async () => (await database.ask((client) => client.$queryRaw<unknown[]>`SELECT 1 FROM audit WHERE action = 'ledger.export'`)).length;

test('for whoever left while the question was made nothing is audited or sent', async () => {
  expect(await sent(false)).toBeInstanceOf(ClientGone);
  expect(await audited()).toBe(0);
  expect(await sent(true)).toBeUndefined();
  expect(await audited()).toBe(1);
});
