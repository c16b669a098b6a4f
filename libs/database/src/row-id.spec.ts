import { newRowId } from './row-id.js';

test('an id is a UUID of version 7 that begins with its time, so that later ones sort behind earlier ones', () => {
  const at = new Date('2026-11-24T12:00:00.123Z');
  expect(newRowId(at)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(newRowId(at).replace('-', '').slice(0, 12), 16)).toBe(at.getTime());
  expect(newRowId(new Date(at.getTime() + 1)) > newRowId(at)).toBe(true);
});

test('no two are the same', () => {
  const at = new Date();
  expect(new Set(Array.from({ length: 1000 }, () => newRowId(at))).size).toBe(1000);
});
