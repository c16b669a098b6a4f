// Lines of JSON as an XLSX workbook of one sheet (ECMA-376), made as they come: no row is kept.
import { Readable } from 'node:stream';
import type { ExportColumn } from '#database/exports/export-relation';
import { sheetXml } from './sheet.js';
import { zip } from './zip.js';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

const frame: Record<string, string> = {
  '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
    + `<Override PartName="/xl/workbook.xml" ContentType="${xlsxType}.main+xml"/>`
    + '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    + '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
  '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`
    + `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  // In the order of `styles` in sheet.ts.
  'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="0.00##########"/></numFmts>`
    + '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    + '<cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="166" applyNumberFormat="1"/></cellXfs></styleSheet>',
};

/** `lines`: an object with the columns' keys each. */
export function writeXlsx(columns: readonly ExportColumn[], lines: Readable): Readable {
  const entries = Object.entries(frame).map(([name, xml]) => ({ name, content: [head + xml] }));
  return Readable.from(zip([...entries, { name: 'xl/worksheets/sheet1.xml', content: sheetXml(columns, rowsOf(lines)) }]), { objectMode: false });
}

/** Lines end with a line feed alone: texts may hold what other readers of lines take for an end, U+2028 for one. */
async function* rowsOf(lines: Readable): AsyncGenerator<Record<string, unknown>> {
  let rest = '';
  for await (const text of lines.setEncoding('utf8')) {
    const whole = (rest + (text as string)).split('\n');
    rest = whole.pop()!;
    for (const line of whole) yield JSON.parse(line) as Record<string, unknown>;
  }
}
