// Tells an unknown address from a known one asked with the wrong method, by asking Express's own router.
import type { Request } from 'express';

/** What of a router's layer is read here; its types do not tell. */
interface RouteLayer {
  match(path: string): unknown;
  route?: { methods: Partial<Record<string, boolean>> };
}

/** The methods that the address takes, as an Allow header lists them; empty if there is nothing. */
export function allowedMethods(request: Request): string[] {
  const layers = request.app.router.stack as unknown as RouteLayer[];
  const methods = new Set<string>();
  for (const layer of layers) {
    if (layer.route === undefined || !layer.match(request.path)) continue;
    for (const method of Object.keys(layer.route.methods)) methods.add(method.toUpperCase());
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
