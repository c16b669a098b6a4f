// Questions about prices as admins set them. A version is never changed: another price is one more version, and what the ledger
// says of the past stays as it is.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import type { Prisma } from './generated/client.js';
import { asPage, type Page, type PageQuestion } from './page.js';
import type { PriceVersionRecord, UnitPrice } from './records.js';
import { missing } from './row-state.js';
import { sourceOf } from './source.js';
import { usageAtPrices, type PricedUsage, type UsageQuestion } from './usage-at-prices.js';

/** `source`: `admin`, `file`, or the name that the catalogue gives its figures. */
export interface ManagedPrice extends PriceVersionRecord { targetId: string; reason: string | null; createdAt: Date }

/** `reason`: none of the file's. */
export interface NewPrice { targetId: string; serviceTier: string; validFrom: Date; reason?: string; unitPrices: UnitPrice[] }

const whole = { unitPrices: { orderBy: [{ bucket: 'asc' }, { fromInputTokens: 'asc' }] } } satisfies Prisma.PriceVersionInclude;
type Row = Prisma.PriceVersionGetPayload<{ include: typeof whole }>;

@Injectable()
export class PriceRepository {
  constructor(private readonly database: Database) {}

  /** The latest date first; of one date the younger, which is the one that counts. */
  list({ limit, after }: PageQuestion, targetId: string): Promise<Page<ManagedPrice>> {
    return this.database.ask(async (client) => asPage(await client.priceVersion.findMany({
      where: { targetId }, include: whole, orderBy: [{ validFrom: 'desc' }, { id: 'desc' }], take: limit + 1,
      ...(after !== undefined && { cursor: { id: after }, skip: 1 }),
    }), limit, managedPrice));
  }

  /** What was used and would be billed by other prices: see usage-at-prices.ts. */
  usage(question: UsageQuestion): Promise<PricedUsage[]> {
    return this.database.ask((client) => usageAtPrices(client, question));
  }

  /** Throws `missing` (the target), and `file-managed` where the configuration file sets this target's prices. */
  async create(change: Change, { unitPrices, ...price }: NewPrice): Promise<ManagedPrice> {
    const { targetId, serviceTier } = price;
    const target = (await change.client.target.findUnique({ where: { id: targetId }, select: { source: true } })) ?? missing('target');
    const ofFile = await change.client.priceVersion.count({ where: { targetId, serviceTier, source: 'file' } });
    // A target that the file has let go keeps the file's prices until somebody sets others.
    if (ofFile > 0 && target.source === 'file' && change.manages !== 'file') throw new DatabaseError('file-managed', 'The configuration file sets the prices of this target. Change them there.');
    const row = await change.client.priceVersion.create({
      data: { ...price, source: sourceOf(change), createdAt: change.at, unitPrices: { create: unitPrices } }, include: whole,
    });
    const after = managedPrice(row);
    change.note({ action: 'price.create', resource: 'price', resourceId: after.id, after });
    return after;
  }
}

function managedPrice({ unitPrices, ...row }: Row): ManagedPrice {
  return { ...row, unitPrices: unitPrices.map(({ bucket, fromInputTokens, picoUsd }) => ({ bucket: bucket as UnitPrice['bucket'], fromInputTokens, picoUsd })) };
}
