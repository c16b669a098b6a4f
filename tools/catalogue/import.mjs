// Makes libs/metering/src/catalogue/catalogue.json: `node tools/catalogue/import.mjs`. For developers, when a new version of
// a collection is taken; the product itself never asks anybody for prices.
import { writeFileSync } from 'node:fs';
import { chooseModels } from './choose-models.mjs';
import { describeModel } from './describe-model.mjs';
import { providers, readPi } from './sources.mjs';

const target = new URL('../../libs/metering/src/catalogue/catalogue.json', import.meta.url);

const { models, collectedOn } = readPi();
const entries = providers
  .flatMap((provider) => chooseModels(provider, models.get(provider.id)))
  .map((row) => describeModel(row, collectedOn))
  .filter(({ prices }) => prices.length > 0)
  .toSorted((a, b) => (a.id < b.id ? -1 : 1));

// A line per model: a change of one shows as a change of one line.
writeFileSync(target, `{"collectedOn":"${collectedOn}","models":[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]}\n`);
for (const { id } of providers) console.log(`${id}: ${entries.filter(({ provider }) => provider === id).length} models`);
