// Sends plain text through the SMTP server of the settings. A mail that cannot be sent is told, never thrown: whoever asked for it
// has another way, or may not learn of it.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { adminEnvToken, type AdminEnv } from '../env.js';
import { readMailSettings } from './mail-settings.js';

export interface Letter { subject: string; text: string; attachments?: readonly Attachment[] }

export interface Attachment { filename: string; content: Buffer; contentType: string }

/** Somebody waits for the answer meanwhile. */
const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10_000 };

@Injectable()
export class Mailer {
  private readonly logger = new Logger(Mailer.name);
  private readonly transport: Transporter | undefined;

  constructor(@Inject(adminEnvToken) env: AdminEnv) {
    const settings = readMailSettings(env);
    this.transport = settings && createTransport({ url: settings.url, ...patience, disableFileAccess: true, disableUrlAccess: true }, { from: settings.from });
  }

  get configured(): boolean {
    return this.transport !== undefined;
  }

  /** Whether the server has taken it. */
  async send(to: string, letter: Letter): Promise<boolean> {
    if (!this.transport) return false;
    try {
      await this.transport.sendMail({ ...letter, attachments: [...letter.attachments ?? []], to: { name: '', address: to } });
      return true;
    } catch (error) {
      // By its codes: the server's own words can quote the letter.
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      this.logger.warn(`a mail could not be sent (${code ?? 'unknown'}${responseCode === undefined ? '' : `, ${responseCode}`})`);
      return false;
    }
  }
}
