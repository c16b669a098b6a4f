// Takes out of a vendor's words what must not leave this process: vendors quote the key they refuse, and name our account.

const patterns: readonly RegExp[] = [
  /\b(?:sk|pk|rk|ak|gsk|xai|tgp|key|nvapi|hf)[-_][\w*.-]*[\w*]/gi,
  /\bAIza[\w*-]+/g,
  /\b(?:org|proj|user|acct|team)[-_][A-Za-z0-9]{6,}\b/g,
  // Keys without a prefix (Mistral, Together): long, letters and digits mixed.
  /\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{28,}\b/g,
];
const labelled = /\b(bearer|(?:api[ _-]?)?key(?: provided)?|token|secret)(\s*[:=]\s*|\s+(?=\S*[\d*]))["'`]?[^\s"'`,;]+/gi;
const credentialsInAddress = /(:\/\/)[^/\s@]+@/g;

export function redactSecrets(text: string): string {
  const plain = patterns.reduce((left, pattern) => left.replace(pattern, '[redacted]'), text.replace(credentialsInAddress, '$1[redacted]@'));
  return plain.replace(labelled, '$1$2[redacted]');
}
