// Whoever holds the key of this request, as the doors and the relay see it: the key's record and two questions about it.
import type { Request } from 'express';
import { allowsModel, grants, type Permission } from '#access/grants';
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

  /** By public id. A model that the key may not use does not exist for it: the same 404 as an unknown one. */
  mayUseModel(publicId: string): boolean {
    return allowsModel(publicId, this.key.allowedModels, this.key.deniedModels);
  }
}

/** Behind the gate, on any route that is not public. */
export function callerOf({ caller }: Request): Caller {
  if (caller === undefined) throw new Error('a public route has no caller');
  return caller;
}
