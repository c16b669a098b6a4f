// Every curl, command-line and TypeScript block of the guide is run against the product, in the order of its page.
// One page: npx jest apps/start/test/guide/guide.e2e -t 'keys.md'
import { readGuide, type Block } from './read-guide.js';
import { startSandbox } from './sandbox.js';
import { findProgram, Workbench } from './workbench.js';

jest.setTimeout(60_000);

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => { sandbox = await startSandbox(); }, 180_000);
afterAll(() => sandbox.stop());

// A machine without curl (an image of Node alone) skips what would need it, and says so; where changes land it is a failure.
const suite = process.env.CI || findProgram('curl') ? describe : describe.skip;

const isRun = ({ language, mark }: Block) => (language === 'sh' && mark !== 'no-run') || language === 'ts';
const isFile = ({ language, mark }: Block) => language !== 'sh' && language !== 'ts' && mark !== '';
const firstLine = ({ text }: Block) => text.trim().split('\n')[0].slice(0, 100);

for (const { name, blocks } of readGuide()) {
  if (!blocks.some(isRun)) continue;
  suite(`${name} (by bash and curl)`, () => {
    let workbench: Workbench;
    beforeAll(() => { workbench = new Workbench(sandbox); });
    afterAll(() => workbench.remove());

    for (const block of blocks.filter((each) => isRun(each) || isFile(each))) {
      test(`line ${block.line}: ${firstLine(block)}`, async () => {
        if (isFile(block)) workbench.write(block);
        else await workbench.run(block);
      });
    }
  });
}
