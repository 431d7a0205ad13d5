import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { AreaName } from './areas.ts'

/** Each area's page; its code is fetched when it is first opened. Only the shell imports this file. */
export const pages: Readonly<Record<AreaName, LazyExoticComponent<ComponentType>>> = {
  transcripts: lazy(async () => ({ default: (await import('../pages/transcripts/transcripts-page.tsx')).TranscriptsPage })),
  batches: lazy(async () => ({ default: (await import('../pages/batches/batches-page.tsx')).BatchesPage })),
  dashboards: lazy(async () => ({ default: (await import('../pages/dashboards/dashboards-page.tsx')).DashboardsPage })),
  models: lazy(async () => ({ default: (await import('../pages/models/models-page.tsx')).ModelsPage })),
  jobs: lazy(async () => ({ default: (await import('../pages/jobs/jobs-page.tsx')).JobsPage })),
  settings: lazy(async () => ({ default: (await import('../pages/settings/settings-page.tsx')).SettingsPage })),
}
