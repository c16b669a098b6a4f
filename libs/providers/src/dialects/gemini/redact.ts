// Takes credentials out of Google's words, which sometimes repeat the key ("Consumer 'api_key:…' has been suspended").

const secrets = [
  /\bAIza[\w-]{10,}/g,
  /\bAQ\.[\w-]{10,}/g,
  /\bya29\.[\w.-]+/g,
  /(?<=api_key:|[?&]key=|bearer )[^\s'"&]+/gi,
];

export function redact(words: string): string {
  return secrets.reduce((text, secret) => text.replace(secret, '[redacted]'), words);
}
