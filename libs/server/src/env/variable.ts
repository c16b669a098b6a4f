// What an environment variable is here: a declared value with a kind, a default and one line for people.
// From these declarations the environment is read, checked and documented; nothing else reads `process.env`.

interface Described {
  name: string;
  /** One line for .env.example. */
  description: string;
  /** Its value never stands in a message. */
  secret?: boolean;
}

export type EnvVariable = Described & (
  | { kind: 'integer'; default: number; min: number; max: number }
  | { kind: 'boolean'; default: boolean }
  | { kind: 'string'; default?: string }
  | { kind: 'url'; default?: string; protocols: readonly string[] }
  | { kind: 'enum'; values: readonly string[]; default: string }
  /** Comma-separated addresses or networks. */
  | { kind: 'cidr-list' }
  /** Comma-separated origins as browsers send them, or `*`. */
  | { kind: 'origin-list' }
);

/** The type of a variable's value. Without a default a string or URL may be absent; an absent list is empty. */
export type ValueOf<Variable extends EnvVariable> =
  Variable extends { kind: 'integer' } ? number
    : Variable extends { kind: 'boolean' } ? boolean
      : Variable extends { kind: 'enum'; values: infer Values extends readonly string[] } ? Values[number]
        : Variable extends { kind: 'cidr-list' | 'origin-list' } ? string[]
          : Variable extends { default: string } ? string : string | undefined;

/** The environment as an object with one property per variable, under the variable's own name. */
export type Env<Variables extends readonly EnvVariable[]> = {
  [Variable in Variables[number] as Variable['name']]: ValueOf<Variable>;
};
