// Whoever makes a change, as the audit log names them.

/** Who changes something, and from where. `kind` `system` is AIProxy itself, at a start or on somebody's command line. */
export interface Author {
  kind: 'member' | 'system';
  id: string | null;
  name: string;
  via: 'session' | 'token' | 'start' | 'command' | 'public';
  address: string | null;
  client: string | null;
  requestId: string | null;
}

/** The author of what AIProxy does by itself. */
export const systemAuthor = (via: 'start' | 'command'): Author => ({
  kind: 'system', id: null, name: 'AIProxy', via, address: null, client: null, requestId: null,
});
