/** The zone of the desk, which is the shop's: the engine may run on a machine elsewhere. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
