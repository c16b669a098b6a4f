// The words of the letters that carry a link.
import type { Letter } from './mailer.js';

/** What a letter is about, and the page of the dashboard that its link opens. */
export type LetterKind = 'invitation' | 'password-reset';

const bodies: Record<LetterKind, { subject: string; opening: string; closing: string }> = {
  invitation: {
    subject: 'You are invited to AIProxy',
    opening: 'You are invited to the AIProxy of your organisation. Choose a password here:',
    closing: 'If you do not expect this invitation, ignore it: nothing happens.',
  },
  'password-reset': {
    subject: 'A new password for AIProxy',
    opening: 'Somebody, probably you, wants to set a new password for your account at AIProxy. Set it here:',
    closing: 'If it was not you, ignore this mail: your password stays as it is.',
  },
};

export function renderLetter(kind: LetterKind, link: string, expiresAt: Date): Letter {
  const { subject, opening, closing } = bodies[kind];
  const until = expiresAt.toISOString().slice(0, 16).replace('T', ' ');
  return { subject, text: `${opening}\n\n${link}\n\nThe link works once, until ${until} (UTC).\n\n${closing}\n` };
}
