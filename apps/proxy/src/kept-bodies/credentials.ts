// What looks like somebody's API key, token or password in the midst of a text. Each form begins with letters of its own or has a
// checkable shape: ordinary words are left alone.

const forms: readonly [RegExp, string][] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, '[redacted]'],
  [/\b(Bearer|Basic)\s{1,5}[\w.~+/=-]{12,}/gi, '$1 [redacted]'],
  // Ours and the providers', GitHub's, GitLab's, Slack's, Stripe's, Hugging Face's, npm's.
  [/\b(?:aip_live|sk|pk|rk|gsk|xai|hf|ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[abeoprs]|whsec|npm|r8|pplx|tvly|nvapi|fw)[-_][\w-]{16,}/g, '[redacted]'],
  // Google's, Amazon's.
  [/\bAIza[\w-]{30,}/g, '[redacted]'],
  [/\bya29\.[\w-]{20,}/g, '[redacted]'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '[redacted]'],
  // JSON Web Tokens. Begun once in a run of letters: a text made of beginnings would be gone through for each of them.
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]{0,4096})?/g, '[redacted]'],
  // A password in an address.
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"\\]{0,100}):[^\s/@"\\]{1,200}@/gi, '$1:[redacted]@'],
];

export function withoutCredentials(text: string): string {
  return text.length < 16 ? text : forms.reduce((left, [form, instead]) => left.replace(form, instead), text);
}
