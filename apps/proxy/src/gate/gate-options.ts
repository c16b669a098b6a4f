// What the app's environment decides about the gate.

export class GateOptions {
  /** `keyStaleMaxMs`: how long known keys are believed while Postgres is away. */
  constructor(readonly keyStaleMaxMs: number) {}
}
