// Images, audio and files -> Gemini's inlineData and fileData parts. Used for messages and tool results.
import { RequestError } from '../../errors.js';
import type { AudioPart, FilePart, ImagePart, JsonObject } from '../../hub.js';

export type MediaPart = ImagePart | AudioPart | FilePart;

const fieldNames = { image: 'image_url', audio: 'input_audio', file: 'file' } as const;

/**
 * generateContent fetches nothing from the web: it takes data, Cloud Storage and its own Files API.
 * Throws RequestError naming the part for every other address.
 */
export function renderMedia(part: MediaPart, path: string): JsonObject {
  if (part.kind === 'audio') return inline(`audio/${part.format}`, part.data);
  const { source } = part;
  if ('data' in source) return inline(source.mediaType, source.data);
  const uri = 'fileId' in source ? source.fileId : source.url;
  const data = /^data:([^,]*);base64,(.*)$/is.exec(uri);
  if (data) return inline(data[1], data[2]);
  if (isGoogleFile(uri)) return { fileData: { fileUri: uri } };
  const field = 'fileId' in source ? `${fieldNames[part.kind]}.file_id` : fieldNames[part.kind];
  throw new RequestError('This model takes files as data URLs only: send the content itself instead of its address.', `${path}.${field}`);
}

function inline(mimeType: string, data: string): JsonObject {
  return { inlineData: { mimeType, data } };
}

function isGoogleFile(uri: string): boolean {
  return uri.startsWith('gs://') || /^https:\/\/generativelanguage\.googleapis\.com\/v\w+\/files\//.test(uri);
}
