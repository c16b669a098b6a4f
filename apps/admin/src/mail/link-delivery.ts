// Brings a one-time link to whom it is for: by mail, or by hand of whoever asked for it.
import { Inject, Injectable } from '@nestjs/common';
import { adminEnvToken, type AdminEnv } from '../env.js';
import { adminUrl } from '../http/admin-url.js';
import type { DeliveryDto } from './delivery.dto.js';
import { renderLetter, type LetterKind } from './letters.js';
import { Mailer } from './mailer.js';

export interface OneTimeLink { kind: LetterKind; to: string; secret: string; expiresAt: Date }

@Injectable()
export class LinkDelivery {
  constructor(@Inject(adminEnvToken) private readonly env: AdminEnv, private readonly mailer: Mailer) {}

  /** Whether links can reach people who ask for them by themselves. */
  get byMail(): boolean {
    return this.mailer.configured;
  }

  /** The secret stands behind `#`: no server on the way, and no log, sees it. */
  async deliver({ kind, to, secret, expiresAt }: OneTimeLink): Promise<DeliveryDto> {
    const link = `${adminUrl(this.env)}/${kind}#${secret}`;
    const mailed = await this.mailer.send(to, renderLetter(kind, link, expiresAt));
    return { mailed, link: mailed ? null : link, expiresAt: expiresAt.toISOString() };
  }
}
