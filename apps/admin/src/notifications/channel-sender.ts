// One event to one channel, once: by HTTP with a signature, as Slack takes a text, or by mail.
import { Injectable } from '@nestjs/common';
import type { Delivery } from '#database/budget-events';
import { Clock } from '#server/clock';
import { Mailer } from '../mail/mailer.js';
import { ChannelSecrets } from '../notification-channels/channel-secrets.js';
import { ProviderEnvironment } from '../providers/provider-environment.js';
import { postJson } from './post-json.js';
import { renderNoticeLetter, renderSlack, renderWebhook, type Notice } from './render-notice.js';
import { signatureHeader, signWebhook } from './sign-webhook.js';

type Channel = Delivery['channel'];

@Injectable()
export class ChannelSender {
  constructor(
    private readonly secrets: ChannelSecrets, private readonly mailer: Mailer, private readonly environment: ProviderEnvironment, private readonly clock: Clock,
  ) {}

  /** Why it was not taken, in words; undefined: it was. Throws SealError. */
  async send(channel: Channel, notice: Notice): Promise<string | undefined> {
    if (channel.kind === 'email') return this.mail(channel.address, notice);
    const secret = this.secrets.open(channel.secret ?? new Uint8Array(), channel.id);
    const { allowPrivate } = this.environment;
    if (channel.kind === 'slack') return postJson({ url: secret, body: renderSlack(notice), allowPrivate });
    const body = renderWebhook(notice);
    return postJson({ url: channel.address, body, headers: { [signatureHeader]: signWebhook(secret, body, this.clock.now()) }, allowPrivate });
  }

  private async mail(address: string, notice: Notice): Promise<string | undefined> {
    if (!this.mailer.configured) return 'No mail server is set (SMTP_URL).';
    return (await this.mailer.send(address, renderNoticeLetter(notice))) ? undefined : 'The mail server did not take it; the log says more.';
  }
}
