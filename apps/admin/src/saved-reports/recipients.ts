// Who gets a scheduled report: members, by the addresses that they have when it is sent, or a notification channel. Other addresses are for
// a channel, which administrators set up: nobody else lets figures leave the house.
import { Injectable } from '@nestjs/common';
import { MemberRepository } from '#database/members';
import { ChannelRepository } from '#database/notification-channels';
import { invalid } from '../http/validation.js';

export interface Recipients { memberIds: string[]; channelId: string | null }

@Injectable()
export class ReportRecipients {
  constructor(private readonly members: MemberRepository, private readonly channels: ChannelRepository) {}

  /** Undefined: nothing is said of them. Throws ApiError. */
  async parse({ emails, channelId }: { emails?: string[]; channelId?: string | null }): Promise<Recipients | undefined> {
    if (typeof channelId === 'string') {
      if (emails && emails.length > 0) throw refuse('channelId', 'must be left out where emails are given');
      if (!(await this.channels.known([channelId])).has(channelId)) throw refuse('channelId', 'must be the id of a notification channel');
      return { memberIds: [], channelId };
    }
    if (emails === undefined) return channelId === null ? { memberIds: [], channelId: null } : undefined;
    const found = new Map((await this.members.active({ emails })).map(({ email, id }) => [email, id]));
    const unknown = emails.findIndex((email) => !found.has(email.toLowerCase()));
    if (unknown >= 0) throw refuse(`emails[${unknown}]`, 'must be the address of a member who is not disabled; others are reached by a notification channel');
    return { memberIds: [...new Set(found.values())], channelId: null };
  }

  /** As of now; those who were disabled are left out. */
  addressesOf(memberIds: readonly string[]): Promise<{ id: string; email: string }[]> {
    return this.members.active({ ids: memberIds });
  }
}

const refuse = (param: string, words: string) => invalid([{ param, message: `${param} ${words}` }]);
