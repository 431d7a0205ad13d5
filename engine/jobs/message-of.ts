/** What an error of any make says, for people and for the queue's records. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
