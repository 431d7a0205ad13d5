export type EngineProblemCode =
  | 'data_locked' | 'data_unwritable' | 'database_newer' | 'database_damaged' | 'migration_failed' | 'resources_missing'
  | 'port_in_use' | 'port_denied' | 'host_unavailable'

/** Why the engine cannot start or be served. The message is one line that says what is safe and what to do. */
export class EngineProblem extends Error {
  readonly code: EngineProblemCode
  constructor(code: EngineProblemCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EngineProblem'
    this.code = code
  }
}
