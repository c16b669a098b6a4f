// Writes parts as the content of a message: a string where one text says it all, else a list of parts.
import type { JsonObject, Part } from '../../hub.js';
import { renderExtra, reportExtra } from './extra.js';
import { renderMedia } from './media.js';

/** What this wire has no part for goes to `dropped` under `path`. */
export function renderContent(parts: readonly Part[], path: string, dropped: string[]): string | JsonObject[] {
  const [first] = parts;
  if (parts.length === 0) return '';
  if (parts.length === 1 && first?.kind === 'text' && first.extra === undefined) return first.text;
  return parts.flatMap((part, index) => {
    const rendered = renderPart(part);
    if (rendered === undefined) {
      dropped.push(`${path}[${index}]`);
      return [];
    }
    if (part.kind === 'opaque') return [rendered];
    reportExtra(part.extra, `${path}[${index}].`, dropped);
    return [{ ...rendered, ...renderExtra(part.extra) }];
  });
}

function renderPart(part: Part): JsonObject | undefined {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'refusal':
      return { type: 'refusal', refusal: part.text };
    case 'image':
      return { type: 'image_url', image_url: { url: renderMedia(part.source), ...(part.detail !== undefined && { detail: part.detail }) } };
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.data, format: part.format } };
    case 'file': {
      const source = 'fileId' in part.source ? { file_id: part.source.fileId } : { file_data: renderMedia(part.source) };
      return { type: 'file', file: { ...source, ...(part.filename !== undefined && { filename: part.filename }) } };
    }
    case 'opaque':
      return part.dialect === 'openai' ? part.json : undefined;
    default:
      return undefined;
  }
}
