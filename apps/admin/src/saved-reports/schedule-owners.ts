// Whose eyes a scheduled report is made with: the member who set it, with what they may do at that moment.
import { Injectable } from '@nestjs/common';
import { asOrganisationRole } from '#access/roles';
import { MemberRepository } from '#database/members';
import type { ScheduleRecord } from '#database/saved-reports/report-schedules';
import { principalOfMember, type Principal } from '../access/principal.js';

/** The ceiling of a session: none. */
const withoutCeiling = 'owner';

@Injectable()
export class ScheduleOwners {
  constructor(private readonly members: MemberRepository) {}

  /** Undefined: they are disabled. */
  async principalOf({ id: tokenId, ownerId, tokenRole }: Pick<ScheduleRecord, 'id' | 'ownerId' | 'tokenRole'>): Promise<Principal | undefined> {
    const member = await this.members.find(ownerId);
    const role = asOrganisationRole(tokenRole ?? withoutCeiling);
    if (!member || member.disabledAt !== null || role === null) return undefined;
    return principalOfMember({ ...member, memberId: member.id }, { kind: 'token', tokenId, role });
  }
}
