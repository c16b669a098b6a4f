import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readPage, type Block } from './read-guide.js';
import { findProgram, Workbench } from './workbench.js';

let server: Server;
let workbench: Workbench;
beforeAll(async () => {
  server = createServer((request, response) => response.writeHead(request.url === '/refused' ? 403 : 200).end(`answer to ${request.url}`));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  workbench = new Workbench({ proxy, admin: proxy, env: { AIPROXY_KEY: 'a key' } });
});
afterAll(() => {
  workbench.remove();
  server.close();
});

const block = (language: string, text: string, mark = ''): Block => ({ page: 'page.md', line: 7, language, mark, text });

test('a block that fails is a failure, told with its place and what it said', async () => {
  await expect(workbench.run(block('sh', 'echo before\nfalse\necho after\n'))).rejects.toThrow(/^docs\/page\.md:7 ended with 1:\nbefore\n$/);
});

const suite = process.env.CI || findProgram('curl') ? describe : describe.skip;
suite('by curl', () => {
  test('a request that is refused is a failure, unless that is what the page shows', async () => {
    const refused = 'curl http://127.0.0.1:3000/refused\n';
    await expect(workbench.run(block('sh', refused))).rejects.toThrow('answer to /refused');
    await expect(workbench.run(block('sh', refused, 'refused'))).resolves.toContain('answer to /refused');
    await expect(workbench.run(block('sh', 'curl http://127.0.0.1:3000/\n', 'refused'))).rejects.toThrow('ended with 0');
  });

  test('the first command of a pipe fails a block, too', async () => {
    await expect(workbench.run(block('sh', 'curl http://127.0.0.1:3000/refused | cat\n'))).rejects.toThrow('ended with 22');
  });

  test('addresses of the guide are those of the product, in files of a page as well', async () => {
    workbench.write(block('yaml', 'at: http://127.0.0.1:3000\n', 'aiproxy.yaml'));
    await expect(workbench.run(block('sh', 'curl "$(cut -d" " -f2 aiproxy.yaml)/here"\n'))).resolves.toBe('answer to /here');
  });
});

test('what a block exports the next one has, TypeScript as well', async () => {
  await workbench.run(block('sh', 'export WORD="two words"\n'));
  await expect(workbench.run(block('sh', 'echo "$WORD and $AIPROXY_KEY"\n'))).resolves.toBe('two words and a key\n');
  await expect(workbench.run(block('ts', 'const word: string | undefined = process.env.WORD;\nconsole.log(word);\n'))).resolves.toBe('two words\n');
});

test('TypeScript that throws is a failure, and so is what cannot be read', async () => {
  await expect(workbench.run(block('ts', "await fetch('http://127.0.0.1:3000/');\nthrow new Error('on purpose');\n"))).rejects.toThrow('on purpose');
  await expect(workbench.run(block('ts', 'const = 1;\n'))).rejects.toThrow('Syntax Error');
});

test('no other npx is run than aiproxy', async () => {
  await expect(workbench.run(block('sh', 'npx something\n'))).rejects.toThrow('know no npx something');
});

test('a page is read with its blocks, links and anchors', () => {
  const text = '# A page\n\nWhat it is\nfor.\n\n## It is `so`, too!\n\nSee [there](other.md#so), not `[here](x.md)`.\n\n```sh no-run\n# no heading\ncurl x\n```\n\n## It is so too\n\n```yaml aiproxy.yaml\na: 1\n```\n';
  expect(readPage('a.md', text)).toMatchObject({
    title: 'A page', purpose: 'What it is for.', anchors: ['a-page', 'it-is-so-too', 'it-is-so-too-1'], links: [{ line: 8, target: 'other.md#so' }],
    blocks: [{ line: 11, language: 'sh', mark: 'no-run', text: '# no heading\ncurl x\n' }, { language: 'yaml', mark: 'aiproxy.yaml', text: 'a: 1\n' }],
  });
});
