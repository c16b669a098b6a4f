// How a route says who may call it. Every route wears one of the three; one that wears none is refused to everybody.
import { Reflector } from '@nestjs/core';
import { applyDecorators, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import type { ManagementPermission } from '#access/roles';

/** Names the route's parameter that tells the project: its id, or the id of one of its keys, requests or budgets, or of a request in the ledger. */
export type Scope = { project: string } | { key: string } | { request: string } | { ledger: string } | { budget: string };

export interface Need { permission: ManagementPermission; scope?: Scope }

/** Anybody, signed in or not. */
export const Public = Reflector.createDecorator<void, true>({ transform: () => true });

const SignedInMark = Reflector.createDecorator<void, true>({ transform: () => true });
const NeedOf = Reflector.createDecorator<Need>();
const signsIn = () => [ApiBearerAuth(), ApiCookieAuth()];

/** Whoever is signed in: what concerns nobody but themselves. */
export const SignedIn = () => applyDecorators(SignedInMark(), ...signsIn());

/**
 * Whoever holds the permission: in the scope's project or the organisation; without a scope in the organisation, and for lists
 * (no parameter in the address) in any project: the service then shows those of `principal.projectsWith`.
 */
export const Requires = (permission: ManagementPermission, scope?: Scope) =>
  applyDecorators(NeedOf({ permission, ...(scope && { scope }) }), ApiExtension('x-permission', permission), ...signsIn());

export type Access = { kind: 'public' } | { kind: 'signed-in' } | { kind: 'needs'; need: Need };

/** The handler's own word goes before its class's. Undefined: it says nothing. */
export function accessOf(reflector: Reflector, context: ExecutionContext): Access | undefined {
  for (const target of [context.getHandler(), context.getClass()]) {
    const need = reflector.get(NeedOf, target) as Need | undefined;
    if (need) return { kind: 'needs', need };
    if (reflector.get(SignedInMark, target) as true | undefined) return { kind: 'signed-in' };
    if (reflector.get(Public, target) as true | undefined) return { kind: 'public' };
  }
  return undefined;
}
