import type { TFunction } from 'i18next'

/** A note of the system in words; one of a newer engine keeps its own name. */
export function textOfSystem(t: TFunction, key: string): string {
  return t(key, { defaultValue: key })
}
