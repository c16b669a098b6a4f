import { usageOf } from '#providers/usage';
import type { UnitPrice } from '#database/records';
import { parseAdjustment, type Adjusted } from './parse-adjustment.js';

const price = (bucket: UnitPrice['bucket'], picoUsd: bigint): UnitPrice => ({ bucket, fromInputTokens: 0, picoUsd });

/** 1,000 input tokens at 2 USD a million and 100 output tokens at 8: 0.0028 USD; 10 % on top: 0.00308. */
const row: Adjusted = {
  net: { usage: usageOf({ inputText: 1000, outputText: 100 }), listPicoUsd: 2_800_000_000n, chargedPicoUsd: 3_080_000_000n },
  basisPoints: 1000, unitPrices: [price('inputText', 2_000_000n), price('outputText', 8_000_000n)],
};

test.each<[string, Parameters<typeof parseAdjustment>[0], ReturnType<typeof parseAdjustment>]>([
  ['tokens alone: cost and charge by the row\'s own prices (500 less: 0.001 USD, 0.0011 charged)',
    { to: { tokens: { inputText: 500 } } }, { usage: { ...usageOf(), inputText: -500 }, listPicoUsd: -1_000_000_000n, chargedPicoUsd: -1_100_000_000n }],
  ['by tokens, the same', { by: { tokens: { inputText: -500 } } }, { usage: { ...usageOf(), inputText: -500 }, listPicoUsd: -1_000_000_000n, chargedPicoUsd: -1_100_000_000n }],
  ['a cost alone: the charge follows', { to: { listUsd: '0.001' } }, { usage: usageOf(), listPicoUsd: -1_800_000_000n, chargedPicoUsd: -1_980_000_000n }],
  ['a charge alone: the cost stays', { to: { chargedUsd: '0' } }, { usage: usageOf(), listPicoUsd: 0n, chargedPicoUsd: -3_080_000_000n }],
  ['a charge by a difference', { by: { chargedUsd: '0.000000000001' } }, { usage: usageOf(), listPicoUsd: 0n, chargedPicoUsd: 1n }],
  ['tokens with a cost of their own', { to: { tokens: { outputText: 0 }, listUsd: '0.0028', chargedUsd: '0.00308' } }, { usage: { ...usageOf(), outputText: -100 }, listPicoUsd: 0n, chargedPicoUsd: 0n }],
])('%s', (_, body, difference) => {
  expect(parseAdjustment(body, row)).toEqual(difference);
});

test.each<[string, Parameters<typeof parseAdjustment>[0], bigint]>([
  // One output token costs 8 pico-USD a millionth: 8,000,000; with 10 % 8,800,000.
  ['tokens added to a row whose charge was given back', { by: { tokens: { outputText: 1 } } }, 8_800_000n],
  ['its tokens set', { to: { tokens: { outputText: 101 } } }, 8_800_000n],
  ['its cost changed', { by: { listUsd: '0.000001' } }, 1_100_000n],
])('an earlier correction stays: %s', (_, body, charged) => {
  expect(parseAdjustment(body, { ...row, net: { ...row.net, chargedPicoUsd: 0n } }).chargedPicoUsd).toBe(charged);
});

test.each<[string, Parameters<typeof parseAdjustment>[0], Partial<Adjusted>]>([
  ['to', {}, {}], ['by', { to: {}, by: {} }, {}], ['to', { to: {} }, {}], ['to', { to: { listUsd: '0.0028' } }, {}], ['by', { by: { tokens: { inputText: 0 } } }, {}],
  ['by.tokens.outputText', { by: { tokens: { outputText: -101 } } }, {}], ['to.tokens.inputText', { to: { tokens: { inputText: -1 } } }, {}],
  ['to.listUsd', { to: { listUsd: '-0.1' } }, {}], ['by.chargedUsd', { by: { chargedUsd: '-0.003080000001' } }, {}], ['to.listUsd', { to: { listUsd: '9999999' } }, {}],
  ['to.listUsd', { to: { tokens: { inputText: 1 } } }, { unitPrices: null }], ['to.listUsd', { to: { tokens: { images: 1 } } }, {}],
])('refused, and the field named: %s %j', (param, body, other) => {
  expect(() => parseAdjustment(body, { ...row, ...other })).toThrow(new RegExp(`^${param.replaceAll('.', '[.]')} `));
});
