// Finds or makes the member behind an identity, and keeps their roles as the groups say.
import { Injectable, Logger } from '@nestjs/common';
import type { OrganisationRole, ProjectRole } from '#access/roles';
import type { Author, Change } from '#database/change';
import { Database } from '#database/database';
import { DatabaseError } from '#database/errors';
import { MemberRepository, type MemberRecord } from '#database/members';
import { ProjectMemberRepository } from '#database/project-members';
import { ProjectRepository } from '#database/projects';
import { Clock } from '#server/clock';
import { rolesOfGroups } from './group-roles.js';
import type { Identity } from './identity.js';
import type { GroupRules } from './oidc-settings.js';
import { SignOnRefused } from './sign-on-refused.js';

/** What the groups say. `projects`: all that the rules name, by id; null: no role there. */
interface Wanted { role: OrganisationRole | null; projects: Map<string, ProjectRole | null> }

@Injectable()
export class OidcMembers {
  private readonly logger = new Logger(OidcMembers.name);

  constructor(
    private readonly database: Database, private readonly members: MemberRepository, private readonly projectMembers: ProjectMemberRepository,
    private readonly projects: ProjectRepository, private readonly clock: Clock,
  ) {}

  /** Gives the member who may come in. Throws SignOnRefused. */
  async admit(by: Author, identity: Identity, rules: GroupRules): Promise<MemberRecord> {
    const wanted = await this.wanted(identity, rules);
    const isAdmitted = wanted.role !== null || [...wanted.projects.values()].some((role) => role !== null);
    const admitted = await this.database.change(by, new Date(this.clock.now()), async (change) => {
      const known = await this.find(change, identity);
      if (!known) return this.join(change, identity, isAdmitted ? wanted : undefined);
      // A member with a password is known by ourselves: their roles are given here. Without rules all are.
      const followsGroups = rules.groupRoles.length > 0 && !known.hasPassword;
      const member = followsGroups ? await this.follow(change, known, wanted) : known;
      // Returned, not thrown: what the groups take away is taken away from their tokens and sessions, too.
      return isAdmitted || !followsGroups || member.role !== null ? member : new SignOnRefused('oidc_not_admitted', 'no group of theirs has a role', member.id);
    });
    if (admitted instanceof SignOnRefused) throw admitted;
    return admitted;
  }

  private async wanted({ groups }: Identity, { groupRoles, defaultRole }: GroupRules): Promise<Wanted> {
    const { role, projects } = rolesOfGroups(groupRoles, groups);
    const byId = new Map<string, ProjectRole | null>();
    for (const [name, projectRole] of projects) {
      const project = await this.projects.findByName(name);
      if (project) byId.set(project.id, projectRole);
      else this.logger.warn(`OIDC_ROLES names the project ${JSON.stringify(name)}, which does not exist`);
    }
    return { role: role ?? defaultRole, projects: byId };
  }

  /** By the issuer's own name for them; the first time by an address that the issuer has verified. Links the two then. */
  private async find(change: Change, { issuer, subject, email, emailVerified }: Identity): Promise<MemberRecord | undefined> {
    const linked = await this.members.seekIn(change, { oidcSubject: `${issuer} ${subject}` });
    const known = linked ?? (email === null ? undefined : await this.members.seekIn(change, { email }));
    if (!known) return undefined;
    if (!linked && emailVerified !== true) throw new SignOnRefused('oidc_email_unverified', 'the address is a member\'s, and not verified', known.id);
    if (known.disabledAt) throw new SignOnRefused('oidc_disabled', 'the member is disabled', known.id);
    return linked ?? this.members.linkOidc(change, known, { issuer, subject }).catch((error: unknown) => {
      if (!(error instanceof DatabaseError) || error.kind !== 'in-use') throw error;
      throw new SignOnRefused('oidc_failed', error.message, known.id);
    });
  }

  /** `wanted` undefined: nothing lets them in. */
  private async join(change: Change, { issuer, subject, email, emailVerified, name }: Identity, wanted: Wanted | undefined): Promise<MemberRecord> {
    if (email === null || emailVerified === false) throw new SignOnRefused('oidc_email_unverified', 'no verified address');
    if (!wanted) throw new SignOnRefused('oidc_not_admitted', 'no group of theirs has a role');
    const projectRoles = [...wanted.projects].flatMap(([projectId, role]) => (role ? [{ projectId, role }] : []));
    return this.members.create(change, { email, name, role: wanted.role, projectRoles, oidcSubject: `${issuer} ${subject}` });
  }

  /** The last owner stays one; roles in projects that the rules do not name stay as they are. */
  private async follow(change: Change, member: MemberRecord, { role, projects }: Wanted): Promise<MemberRecord> {
    if (member.role !== role && !(await this.members.isLastOwner(change, member))) await this.members.update(change, member.id, { role });
    for (const [projectId, wanted] of projects) {
      const held = member.projectRoles.find((one) => one.projectId === projectId);
      if (wanted) await this.projectMembers.set(change, projectId, member.id, wanted);
      else if (held) await this.projectMembers.remove(change, projectId, member.id);
    }
    return this.members.findIn(change, { id: member.id });
  }
}
