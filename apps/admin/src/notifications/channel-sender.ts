// One message to one channel, once: by HTTP with a signature, as Slack takes a text, or by mail.
import { Injectable } from '@nestjs/common';
import { SealError } from '#access/seal';
import type { Delivery } from '#database/budget-events';
import { Clock } from '#server/clock';
import { Mailer, type Letter } from '../mail/mailer.js';
import { ChannelSecrets } from '../notification-channels/channel-secrets.js';
import { ProviderEnvironment } from '../providers/provider-environment.js';
import { postJson } from './post-json.js';
import { signatureHeader, signWebhook } from './sign-webhook.js';

type Channel = Delivery['channel'];

/** What is said, in the forms in which channels take it: the body of a webhook, a line for chats, a letter. */
export interface Message { webhook: string; line: string; letter: Letter }

@Injectable()
export class ChannelSender {
  constructor(
    private readonly secrets: ChannelSecrets, private readonly mailer: Mailer, private readonly environment: ProviderEnvironment, private readonly clock: Clock,
  ) {}

  /** Why it was not taken, in words; undefined: it was. */
  async send(channel: Channel, message: Message): Promise<string | undefined> {
    try {
      return channel.kind === 'email' ? await this.mail(channel.address, message.letter) : await this.post(channel, message);
    } catch (error) {
      if (error instanceof SealError) return `Its secret cannot be opened. ${error.message}`;
      throw error;
    }
  }

  /** Likewise, to somebody's own address. */
  async mail(address: string, letter: Letter): Promise<string | undefined> {
    if (!this.mailer.configured) return 'No mail server is set (SMTP_URL).';
    return (await this.mailer.send(address, letter)) ? undefined : 'The mail server did not take it; the log says more.';
  }

  private async post(channel: Channel, { webhook: body, line }: Message): Promise<string | undefined> {
    const secret = this.secrets.open(channel.secret ?? new Uint8Array(), channel.id);
    const { allowPrivate } = this.environment;
    if (channel.kind === 'slack') return postJson({ url: secret, body: renderSlack(line), allowPrivate });
    return postJson({ url: channel.address, body, headers: { [signatureHeader]: signWebhook(secret, body, this.clock.now()) }, allowPrivate });
  }
}

/** `&`, `<` and `>` mean something there: a name must not call a channel together. */
function renderSlack(line: string): string {
  return JSON.stringify({ text: line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') });
}
