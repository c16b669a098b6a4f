// How mail is sent: the variables of SMTP, checked together.
import { EnvError } from '#server/env/read-env';
import type { EnvVariable } from '#server/env/variable';

export const mailVariables = [
  { name: 'SMTP_URL', kind: 'url', protocols: ['smtp:', 'smtps:'], secret: true, description: 'Sends invitations and links for new passwords, like smtp://user:password@mail.example.com:587?requireTLS=true; without it members are shown the links to pass on' },
  { name: 'SMTP_FROM', kind: 'string', description: 'The sender of these mails, like AIProxy <aiproxy@example.com>' },
] as const satisfies readonly EnvVariable[];

export interface MailSettings { url: string; from: string }

/** Undefined: no mail is sent. Throws EnvError. */
export function readMailSettings({ SMTP_URL: url, SMTP_FROM: from }: { SMTP_URL?: string | undefined; SMTP_FROM?: string | undefined }): MailSettings | undefined {
  if (url === undefined) return undefined;
  if (from === undefined || !/^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/.test(from)) {
    throw new EnvError('SMTP_FROM must be the address that mail comes from, like AIProxy <aiproxy@example.com>, when SMTP_URL is set.');
  }
  return { url, from };
}
