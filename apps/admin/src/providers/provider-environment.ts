// What this process' environment says of providers: whom it connects, and where admins may connect others to.
import { Inject, Injectable } from '@nestjs/common';
import { baseUrlOf, isConnectedByEnvironment } from '#providers/environment';
import type { Provider } from '#providers/provider';
import { adminEnvToken, type AdminEnv } from '../env.js';

@Injectable()
export class ProviderEnvironment {
  /** Private and loopback addresses may be set as base URLs. */
  readonly allowPrivate: boolean;
  private readonly value: AdminEnv['provider'];

  constructor(@Inject(adminEnvToken) env: AdminEnv) {
    this.allowPrivate = env.ALLOW_PRIVATE_UPSTREAMS;
    this.value = env.provider;
  }

  connects(provider: Provider): boolean {
    return isConnectedByEnvironment(provider, this.value);
  }

  /** Where a credential without a base URL of its own is used. */
  baseUrlOf(provider: Provider): string {
    return baseUrlOf(provider, this.value);
  }
}
