// The rules of credentials: what a provider needs, where a secret may go, who seals it.
import { Injectable } from '@nestjs/common';
import type { Author, Change } from '#database/change';
import { CredentialRepository, type CredentialPatch, type CredentialRecord } from '#database/credentials';
import { Database } from '#database/database';
import type { Page } from '#database/page';
import { newRowId } from '#database/row-id';
import { providerById } from '#providers/registry';
import { Clock } from '#server/clock';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import { checkedBaseUrl, connectableProvider, missingFields } from './credential-rules.js';
import { CredentialSecrets } from './credential-secrets.js';
import type { CreateCredentialDto, CredentialQueryDto, UpdateCredentialDto } from './credential.dto.js';
import { ProviderEnvironment } from './provider-environment.js';

@Injectable()
export class CredentialsService {
  constructor(
    private readonly database: Database, private readonly credentials: CredentialRepository, private readonly secrets: CredentialSecrets,
    private readonly environment: ProviderEnvironment, private readonly clock: Clock,
  ) {}

  list({ providerId, state, ...query }: CredentialQueryDto): Promise<Page<CredentialRecord>> {
    return this.credentials.list(pageQuestion(query), { providerId, state });
  }

  async get(id: string): Promise<CredentialRecord> {
    return (await this.credentials.find(id)) ?? Promise.reject(notFound('credential'));
  }

  async create(by: Author, { providerId, name, secret, baseUrl }: CreateCredentialDto): Promise<CredentialRecord> {
    const known = connectableProvider(providerId);
    if ('problem' in known) throw invalid([known.problem]);
    const checked = this.baseUrl(baseUrl ?? null);
    const lacks = missingFields(known.provider, { hasSecret: secret !== undefined, baseUrl: checked });
    if (lacks.length > 0) throw invalid(lacks);
    const id = newRowId(this.now());
    const sealed = secret === undefined ? null : this.secrets.seal(secret, id);
    return this.change(by, (change) => this.credentials.create(change, { id, providerId, name, baseUrl: checked, sealed }));
  }

  async update(by: Author, id: string, { name, baseUrl, secret }: UpdateCredentialDto, version: number | undefined): Promise<CredentialRecord> {
    const checked = baseUrl === undefined ? undefined : this.baseUrl(baseUrl);
    return this.change(by, async (change) => {
      const before = await this.credentials.forChange(change, id, version);
      if (checked !== undefined) requireSecretFor(before, checked, secret);
      const patch: CredentialPatch = {
        ...(name !== undefined && { name }), ...(checked !== undefined && { baseUrl: checked }), ...(secret !== undefined && { sealed: this.secrets.seal(secret, id) }),
      };
      return this.credentials.update(change, id, patch, version);
    });
  }

  rotate(by: Author, id: string, secret: string, version: number | undefined): Promise<CredentialRecord> {
    return this.change(by, (change) => this.credentials.rotate(change, id, this.secrets.seal(secret, id), version));
  }

  setDisabled(by: Author, id: string, disabled: boolean, version: number | undefined): Promise<CredentialRecord> {
    return this.change(by, (change) => this.credentials.setDisabled(change, id, disabled, version));
  }

  async remove(by: Author, id: string, version: number | undefined): Promise<void> {
    await this.change(by, (change) => this.credentials.remove(change, id, version));
  }

  private baseUrl(text: string | null): string | null {
    const checked = checkedBaseUrl(text, this.environment.allowPrivate);
    if ('problem' in checked) throw invalid([checked.problem]);
    return checked.url;
  }

  private change<T>(by: Author, work: (change: Change) => Promise<T>): Promise<T> {
    return this.database.change(by, this.now(), work);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** Else whoever may set an address could have the stored secret sent to it. */
function requireSecretFor(before: CredentialRecord, baseUrl: string | null, secret: string | undefined): void {
  if (baseUrl !== before.baseUrl && before.hasSecret && secret === undefined)
    throw invalid([{ param: 'secret', message: 'secret must be given with another baseUrl: the stored one was not given for that address' }]);
  const provider = providerById(before.providerId);
  const lacks = provider ? missingFields(provider, { hasSecret: before.hasSecret || secret !== undefined, baseUrl }) : [];
  if (lacks.length > 0) throw invalid(lacks);
}
