import { renderTable } from './render-table.js';

test('columns stand under their names, and what is not there is a dash', () => {
  const rows = [{ id: 'a', name: 'first' }, { id: 'long-id', name: null }];
  expect(renderTable(rows, { id: ({ id }) => id, 'the name': ({ name }) => name })).toBe('ID       THE NAME\na        first\nlong-id  -\n');
});

test('a name cannot drive the terminal', () => {
  const name = '\u001b[2Jsafe\u009b1m\r\n\u202ename';
  const lines = renderTable([{ name }], { name: (row) => row.name }).split('\n');
  expect(lines).toEqual(['NAME', '\u{fffd}[2Jsafe\u{fffd}1m\u{fffd} \u{fffd}name', '']);
});
