// How a route says who may call it. Every route wears one of the two; one that wears neither is refused to everybody.
import { Reflector } from '@nestjs/core';
import type { ExecutionContext } from '@nestjs/common';
import type { Permission } from '#access/grants';

/** Anybody, without a key. */
export const Public = Reflector.createDecorator<void, true>({ transform: () => true });

/** Whoever holds a key with this permission: `@Requires('chat:write')`. */
export const Requires = Reflector.createDecorator<Permission>();

export function isPublic(reflector: Reflector, context: ExecutionContext): boolean {
  return reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()]) ?? false;
}

/** The handler's own word goes before its class's. */
export function neededPermission(reflector: Reflector, context: ExecutionContext): Permission | undefined {
  return reflector.getAllAndOverride(Requires, [context.getHandler(), context.getClass()]);
}
