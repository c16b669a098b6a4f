// The types of the guide's TypeScript, as strict as a reader's project may be. Running a block tells nothing of them: they are stripped.
import ts from 'typescript';
import { join } from 'node:path';
import { guideDirectory, type Block } from './read-guide.js';

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts'],
  strict: true, noEmit: true, skipLibCheck: true, types: ['node'],
};

/** Each with the block's place. The blocks are files of docs/ in memory alone, so that packages are found from there. */
export function typeProblems(blocks: Block[]): string[] {
  const texts = new Map(blocks.map((block) => [join(guideDirectory, `${block.page}-${block.line}.mts`), block.text]));
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => texts.has(name) || disk.fileExists(name),
    readFile: (name) => texts.get(name) ?? disk.readFile(name),
    getSourceFile: (name, language) => {
      const text = texts.get(name);
      return text === undefined ? disk.getSourceFile(name, language) : ts.createSourceFile(name, text, language);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}
