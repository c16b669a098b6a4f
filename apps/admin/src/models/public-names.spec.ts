import { validateSync } from 'class-validator';
import { readCatalogue } from '#metering/catalogue/read-catalogue';
import { foreignName, IsPublicName } from './public-names.js';

class Named {
  @IsPublicName()
  id: string;
}
const isPublicName = (id: string) => validateSync(Object.assign(new Named(), { id })).length === 0;
const at = (...providerIds: string[]) => providerIds.map((providerId) => ({ providerId }));

test('every id of the shipped catalogue is a public name, and none says another provider', () => {
  const models = readCatalogue();
  expect(models.length).toBeGreaterThan(500);
  expect(models.filter(({ id, targets }) => !isPublicName(id) || foreignName({ id, aliases: [], targets }, 'id')).map(({ id }) => id)).toEqual([]);
});

test.each(['', ' a', 'a b', '/a', 'a/', 'a//b', 'a*', 'ä', '-a', 'compare', 'a\n', 'a,b', '..', 'a'.repeat(201)])('%j is no public name', (name) => {
  expect(isPublicName(name)).toBe(false);
});

test('a name may begin with the id of its first target’s provider, or with what is none', () => {
  expect(foreignName({ id: 'groq/llama', aliases: [{ id: 'team/llama' }, { id: 'fast' }], targets: at('groq', 'together') }, 'id')).toBeUndefined();
  expect(foreignName({ id: 'groq/llama', aliases: [{ id: 'openai/x' }], targets: [] }, 'id')).toBeUndefined();
});

test('a name or an alias that begins with another provider’s id is told', () => {
  expect(foreignName({ id: 'groq/llama', aliases: [], targets: at('together', 'groq') }, 'providerId')).toEqual({ param: 'providerId', message: expect.stringContaining('"groq/llama" says that groq serves it') });
  expect(foreignName({ id: 'llama', aliases: [{ id: 'openai/llama' }], targets: at('groq') }, 'alias')).toMatchObject({ param: 'alias', message: expect.stringContaining('openai') });
});
