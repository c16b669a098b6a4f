// Citations between Anthropic's text blocks, which carry their own, and the hub's parts, which follow the text they belong to.
import type { CitationPart, JsonObject } from '../../hub.js';
import { objectsOf, present, restOf, stringOf } from './read-wire.js';

/**
 * Citations of the web as parts that span the text block they stand on (characters from `startIndex` on). Those of the
 * caller's own documents have no address that another dialect could show, and are left out.
 */
export function parseCitations(block: JsonObject, startIndex: number): CitationPart[] {
  const endIndex = startIndex + (stringOf(block.text) ?? '').length;
  return objectsOf(block.citations).flatMap((citation) => {
    const url = stringOf(citation.url);
    if (url === undefined) return [];
    const anthropic = restOf(citation, ['url', 'title']);
    const part: CitationPart = { kind: 'citation', url, title: stringOf(citation.title), startIndex, endIndex, extra: anthropic && { anthropic } };
    return [present(part)];
  });
}

export function renderCitation({ url, title, extra }: CitationPart): JsonObject {
  return { type: 'web_search_result_location', cited_text: '', encrypted_index: '', ...extra?.anthropic, url, title: title ?? null };
}
