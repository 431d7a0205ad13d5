import { cacheSettingOf } from '../../../db/queries/answer-cache.ts'
import type { Database } from '../../../db/open.ts'
import type { CacheMode } from '../../../db/values.ts'

export interface CacheSetting { readonly mode: CacheMode; readonly threshold: number; readonly ttlSeconds: number }

/**
 * Of tasks that nobody has set: nothing is served before a person has seen what would be. The threshold is for the offline
 * embedder with the guards behind it (bench/semantic-cache.ts measures it).
 */
export const defaultSetting: CacheSetting = { mode: 'shadow', threshold: 0.8, ttlSeconds: 3_600 }

export function settingOf(database: Database, businessId: string, task: string): CacheSetting {
  const row = cacheSettingOf(database, businessId, task)
  return row === null ? defaultSetting : { mode: row.mode, threshold: row.threshold, ttlSeconds: row.ttl_seconds }
}
