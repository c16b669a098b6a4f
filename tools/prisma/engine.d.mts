// Types of the parts of engine.mjs that libs/database/src/migrate.ts uses.
export interface MigrationsList {
  baseDir: string;
  shadowDbInitScript: string;
  lockfile: { path: string; content: string | null };
  migrationDirectories: { path: string; migrationFile: { path: string; content: { tag: 'ok'; value: string } } }[];
}

export interface SchemaEngine {
  applyMigrations(input: { migrationsList: MigrationsList; filters: { externalTables: string[]; externalEnums: string[] } }): Promise<{ appliedMigrationNames: string[] }>;
  /** Ends the connections. */
  close(): Promise<void>;
}

export function openEngine(options: { url: string }): Promise<SchemaEngine>;
