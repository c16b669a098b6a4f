// Takes out of a vendor's words what must not leave this process: vendors quote the key they refuse, and name our account.

const patterns: readonly RegExp[] = [
  /\b(?:sk|gsk|xai|tgp|nvapi)[-_][\w*.-]*[\w*]/gi,
  /\b(?:pk|rk|ak|hf|key|org|proj|user|acct|team)[-_](?=[\w-]*\d)[\w-]{6,}/gi,
  /\bAIza[\w*-]+/g,
  // Keys without a prefix (Mistral, Together): long, letters and digits mixed.
  /\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{28,}\b/g,
];
/** What is called a key and looks like one; "key: response_format" does not. */
const labelled = /\b(bearer|key(?: provided)?|token|secret)(["'`]?\s*[:=]?\s*["'`]?)(?=\S*[\d*])[^\s"'`,;]{8,}/gi;
const credentialsInAddress = /(:\/\/)[^/\s@]+@/g;

export function redactSecrets(text: string): string {
  const plain = patterns.reduce((left, pattern) => left.replace(pattern, '[redacted]'), text.replace(credentialsInAddress, '$1[redacted]@'));
  return plain.replace(labelled, '$1$2[redacted]');
}
