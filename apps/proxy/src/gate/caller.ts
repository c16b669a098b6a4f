// Whoever holds the key of this request, as the doors and the relay see it: the key's record and what may be asked about it.
import type { Request } from 'express';
import { allowsModel, allowsProvider, grants, type Permission } from '#access/grants';
import type { KeyRecord } from '#database/records';

declare global {
  namespace Express {
    interface Request {
      /** Set by the key guard; absent on public routes. */
      caller?: Caller;
    }
  }
}

export class Caller {
  constructor(readonly key: KeyRecord) {}

  may(permission: Permission): boolean {
    return grants(this.key.permissions, permission);
  }

  /**
   * By all the names that one model goes by in a request: one that is denied denies it, one that is allowed allows it. A model that
   * the key may not use does not exist for it: the same 404 as an unknown one.
   */
  mayUseModel(...names: string[]): boolean {
    const { allowedModels, deniedModels } = this.key;
    return names.every((name) => allowsModel(name, [], deniedModels)) && names.some((name) => allowsModel(name, allowedModels, []));
  }

  /** By id. A target at a provider that the key may not use does not exist for it. */
  mayUseProvider(providerId: string): boolean {
    return allowsProvider(providerId, this.key.allowedProviders, this.key.deniedProviders);
  }
}

/** Behind the gate, on any route that is not public. */
export function callerOf({ caller }: Request): Caller {
  if (caller === undefined) throw new Error('a public route has no caller');
  return caller;
}
