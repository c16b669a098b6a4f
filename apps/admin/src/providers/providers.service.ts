// What is known of providers: the registry, with who is connected.
import { Injectable } from '@nestjs/common';
import type { Page } from '#database/page';
import type { Provider } from '#providers/provider';
import { providers } from '#providers/registry';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { Connections } from './connections.js';
import { ProviderEnvironment } from './provider-environment.js';
import type { ProviderQueryDto } from './provider.dto.js';

export interface ProviderFacts {
  provider: Provider;
  connected: boolean;
  byEnvironment: boolean;
  /** Stored credentials. */
  credentials: number;
}

@Injectable()
export class ProvidersService {
  constructor(private readonly connections: Connections, private readonly environment: ProviderEnvironment) {}

  /** In the registry's order. */
  async list(query: ProviderQueryDto): Promise<Page<ProviderFacts>> {
    const { limit, after } = pageQuestion(query);
    const all = (await this.read()).filter(({ connected }) => query.connected === undefined || String(connected) === query.connected);
    const begin = after === undefined ? 0 : all.findIndex(({ provider }) => provider.id === after) + 1;
    const rows = all.slice(begin, begin + limit);
    return { rows, next: begin + limit < all.length ? rows.at(-1)!.provider.id : null };
  }

  async get(id: string): Promise<ProviderFacts> {
    return (await this.read()).find(({ provider }) => provider.id === id) ?? Promise.reject(notFound('provider'));
  }

  private async read(): Promise<ProviderFacts[]> {
    const { isConnected, stored } = await this.connections.read();
    return Object.values<Provider>(providers).map((provider) => ({
      provider,
      connected: isConnected(provider.id, null),
      byEnvironment: this.environment.connects(provider),
      credentials: stored.filter(({ providerId }) => providerId === provider.id).length,
    }));
  }
}
