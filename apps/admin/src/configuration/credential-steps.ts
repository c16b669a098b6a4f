// Does the steps that are about credentials of providers, and says what a plan may show of their secrets: whether it is another one.
import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { StoredSecret } from '#database/configuration';
import { CredentialRepository, type SealedSecret } from '#database/credentials';
import { newRowId } from '#database/row-id';
import { CredentialSecrets } from '../providers/credential-secrets.js';
import { changes, changesBeside, isLetGo, type Applying } from './applying.js';
import { showSecret } from './present.js';
import type { Step } from './resources.js';

@Injectable()
export class CredentialSteps {
  constructor(private readonly credentials: CredentialRepository, private readonly secrets: CredentialSecrets) {}

  async credential(step: Step, applying: Applying): Promise<void> {
    const { change } = applying;
    const [providerId, name] = step.path;
    const id = step.id ?? newRowId(change.at);
    const baseUrl = (step.fields?.baseUrl ?? null) as string | null;
    const sealed = changes(step, 'secret') ? this.seal(step, applying, id) : null;
    if (step.action === 'create') applying.made(step, (await this.credentials.create(change, { id, providerId, name, baseUrl, sealed })).id);
    else if (!isLetGo(step) && sealed && !changesBeside(step, 'secret', 'disabled')) await this.credentials.rotate(change, id, sealed);
    else if (!isLetGo(step) && changesBeside(step, 'disabled')) await this.credentials.update(change, id, { baseUrl, ...(sealed && { sealed }) });
    if (changes(step, 'disabled')) await this.credentials.setDisabled(change, id, step.fields?.disabled !== false);
    if (isLetGo(step)) await applying.release(step, 'credential');
  }

  /** For the plan. A secret that is not sent, or is the stored one, stays. */
  show(stored: StoredSecret | undefined, sent: string | null | undefined): string | null {
    const present = stored ? showSecret(stored) : null;
    return sent == null || (stored && this.isSame(stored, sent)) ? present : '(another one)';
  }

  private isSame({ id, secret }: StoredSecret, sent: string): boolean {
    if (secret === null) return false;
    try {
      return timingSafeEqual(digest(this.secrets.open(secret, id)), digest(sent));
    } catch {
      return false; // sealed by a key that is gone: it is to be sealed anew
    }
  }

  private seal({ path: [providerId, name] }: Step, { file }: Applying, id: string): SealedSecret | null {
    const secret = file.providers?.get(providerId)?.credentials.get(name)?.secret;
    return secret == null ? null : this.secrets.seal(secret, id);
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();
