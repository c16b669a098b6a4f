import * as fc from 'fast-check';
import type { PriceVersionRecord } from '#database/records';
import { bookedPrice, listedPricing, priceAt } from './price.js';

const version = (validFrom: string, input: bigint, more: Partial<PriceVersionRecord> = {}): PriceVersionRecord => ({
  id: `${validFrom}-${input}`,
  serviceTier: 'default',
  validFrom: new Date(validFrom),
  source: 'test',
  unitPrices: [
    { bucket: 'inputText', fromInputTokens: 0, picoUsd: input },
    { bucket: 'outputText', fromInputTokens: 0, picoUsd: input * 3n },
  ],
  ...more,
});
const launch = version('2025-01-01', 10_000_000n);
const cut = version('2025-06-10', 2_000_000n);
const priceOf = (versions: PriceVersionRecord[], at: string, tier?: string) => priceAt({ priceVersions: versions }, 'priced', new Date(at), tier);

describe('priceAt', () => {
  it('takes the newest version that is in force, from its first moment on', () => {
    expect(priceOf([cut, launch], '2025-06-09T23:59:59.999Z')).toEqual({ state: 'priced', version: launch });
    expect(priceOf([cut, launch], '2025-06-10T00:00:00.000Z')).toEqual({ state: 'priced', version: cut });
  });

  it('gives the same whatever order the versions come in', () => {
    const versions = [launch, cut, version('2024-03-01', 30_000_000n), version('2027-01-01', 4_000_000n)];
    const dates = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
    fc.assert(fc.property(fc.shuffledSubarray(versions, { minLength: 4 }), dates, (shuffled, at) => {
      const inForce = versions.filter(({ validFrom }) => validFrom <= at).sort((a, b) => Number(b.validFrom) - Number(a.validFrom))[0];
      expect(priceAt({ priceVersions: shuffled }, 'priced', at)).toEqual(inForce ? { state: 'priced', version: inForce } : { state: 'unpriced' });
    }));
  });

  it('takes the younger of two versions with one date, which corrects the other', () => {
    const corrected = version('2025-06-10', 3_000_000n);
    expect(priceOf([corrected, cut, launch], '2025-07-01')).toEqual({ state: 'priced', version: corrected });
  });

  it('leaves a model unpriced before its first version, without any, and under an empty one', () => {
    expect(priceOf([launch], '2024-12-31').state).toBe('unpriced');
    expect(priceOf([], '2025-07-01').state).toBe('unpriced');
    expect(priceOf([version('2025-01-01', 0n, { unitPrices: [] })], '2025-07-01').state).toBe('unpriced');
  });

  it('calls a model free only where that is said: prices of zero, or a provider that is free by declaration', () => {
    const zero = version('2025-01-01', 0n);
    expect(priceOf([zero], '2025-07-01')).toEqual({ state: 'free', version: zero });
    expect(priceAt({ priceVersions: [] }, 'free', new Date('2025-07-01'))).toEqual({ state: 'free', version: null });
  });

  it('never prices one service tier like another', () => {
    const flex = version('2025-06-10', 1_000_000n, { serviceTier: 'flex' });
    expect(priceOf([cut, flex], '2025-07-01')).toEqual({ state: 'priced', version: cut });
    expect(priceOf([cut, flex], '2025-07-01', 'flex')).toEqual({ state: 'priced', version: flex });
    expect(priceOf([cut, flex], '2025-07-01', 'priority').state).toBe('unpriced');
  });
});

describe('bookedPrice', () => {
  const booked = (versions: PriceVersionRecord[], tier?: string) => bookedPrice({ priceVersions: versions }, 'priced', new Date('2025-07-01'), tier);
  const flex = version('2025-06-10', 1_000_000n, { serviceTier: 'flex' });
  const ceiling = version('2025-06-10', 9_000_000n, { serviceTier: 'ceiling' });

  it('is the price of the service tier where it has one', () => {
    expect(booked([cut, flex, ceiling])).toEqual({ state: 'priced', version: cut });
    expect(booked([cut, flex, ceiling], 'flex')).toEqual({ state: 'priced', version: flex });
  });

  it('is the ceiling for what has no price, else the ordinary price, and says so: a tier that nobody priced is never free', () => {
    expect(booked([cut, ceiling], 'priority')).toEqual({ state: 'priced', version: ceiling, standIn: true });
    expect(booked([cut], 'priority')).toEqual({ state: 'priced', version: cut, standIn: true });
    expect(booked([ceiling])).toEqual({ state: 'priced', version: ceiling, standIn: true });
  });

  it('cannot be asked for as a tier to be booked unmarked', () => {
    expect(booked([cut, ceiling], 'ceiling')).toEqual({ state: 'priced', version: ceiling, standIn: true });
  });

  it('stays unpriced where there is neither, and where only another tier is known', () => {
    expect(booked([]).state).toBe('unpriced');
    expect(booked([flex]).state).toBe('unpriced');
  });

  it('is free at a provider that is', () => {
    expect(bookedPrice({ priceVersions: [ceiling] }, 'free', new Date('2025-07-01'), 'priority')).toEqual({ state: 'free', version: null });
  });
});

describe('listedPricing', () => {
  it('gives USD per 1,000 tokens of the lowest context tier', () => {
    const tiered = version('2025-01-01', 10_000_000n);
    tiered.unitPrices.unshift({ bucket: 'inputText', fromInputTokens: 200_001, picoUsd: 20_000_000n });
    expect(listedPricing({ state: 'priced', version: tiered })).toEqual({ input: 0.01, output: 0.03 });
  });

  it('gives zeros for a free model, null for an unpriced one, and no output price to a model without output', () => {
    expect(listedPricing({ state: 'free', version: null })).toEqual({ input: 0, output: 0 });
    expect(listedPricing({ state: 'unpriced' })).toBeNull();
    const embedding = version('2025-01-01', 0n, { unitPrices: [{ bucket: 'inputText', fromInputTokens: 0, picoUsd: 130_000n }] });
    expect(listedPricing({ state: 'priced', version: embedding })).toEqual({ input: 0.00013, output: 0 });
  });
});
