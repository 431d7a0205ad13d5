/** A reason to stop that a person can act on: one line, exit code 2. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem'
}
