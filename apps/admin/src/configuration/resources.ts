// The configuration as a list of resources, each with a name and plain fields: the one form in which a file and the database are
// compared. Ids and dates of the database are no part of it.
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };
export type Fields = Record<string, Plain>;

export type Kind = 'tier' | 'project' | 'key' | 'credential' | 'model' | 'target' | 'alias' | 'price' | 'budget';

/** What a file may name, too, but not make. */
export type Known = Kind | 'member' | 'notification-channel';

/**
 * `path` names it among its kind: a key by project and name, a credential by provider and name, a target by model, provider,
 * upstream model, credential and region (each empty where there is none), a price by its target's five, service tier and date.
 */
export interface Resource { kind: Kind; path: readonly string[]; fields: Fields }

/** Whether a file may name this: it is in the file, or there and not the file's to let go. */
export type Names = (kind: Kind, path: readonly string[]) => boolean;

/** As the database has it. What an admin made by hand is the API's. */
export interface Present extends Resource { id: string; managedBy: 'api' | 'file' | 'catalogue' }

export interface FieldChange { field: string; before: Plain; after: Plain }

export type Action =
  'create' | 'update' | 'adopt' | 'release' | 'delete' | 'archive' | 'unarchive' | 'disable' | 'enable' | 'retire' | 'restore';

/** `id` and `fields` are what is there and what is wanted, where there is such a thing. */
export interface Step { action: Action; kind: Kind; path: readonly string[]; changes: FieldChange[]; id?: string; fields?: Fields }

/** For people. */
export const nameOf = ({ path }: { path: readonly string[] }) => path.filter((part) => part !== '').join('/');

/** Names may hold slashes. */
export const keyOf = ({ kind, path }: { kind: Known; path: readonly string[] }) => JSON.stringify([kind, ...path]);

/** The same value has the same text, whatever the order of its fields. */
export function textOf(value: Plain | undefined): string {
  return JSON.stringify(value, (_, item: unknown) => (
    typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1))) : item));
}
