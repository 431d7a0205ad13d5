import { lazy } from 'react'
import type { AreaName } from './areas.ts'

// Each page's code is fetched when it is first wanted.
const load = {
  transcripts: async () => ({ default: (await import('../pages/transcripts/transcripts-page.tsx')).TranscriptsPage }),
  batches: async () => ({ default: (await import('../pages/batches/batches-page.tsx')).BatchesPage }),
  dashboards: async () => ({ default: (await import('../pages/dashboards/dashboards-page.tsx')).DashboardsPage }),
  models: async () => ({ default: (await import('../pages/models/models-page.tsx')).ModelsPage }),
  actions: async () => ({ default: (await import('../pages/actions/actions-page.tsx')).ActionsPage }),
  jobs: async () => ({ default: (await import('../pages/jobs/jobs-page.tsx')).JobsPage }),
  settings: async () => ({ default: (await import('../pages/settings/settings-page.tsx')).SettingsPage }),
} satisfies Record<AreaName, unknown>

const TranscriptsPage = lazy(load.transcripts)
const BatchesPage = lazy(load.batches)
const DashboardsPage = lazy(load.dashboards)
const ModelsPage = lazy(load.models)
const ActionsPage = lazy(load.actions)
const JobsPage = lazy(load.jobs)
const SettingsPage = lazy(load.settings)

/** Fetches an area's code before it is shown: at the start, while the engine is still being asked who is there. */
export async function preloadArea(name: AreaName): Promise<void> {
  await load[name]()
}

export function AreaPage({ name }: { name: AreaName }) {
  switch (name) {
    case 'transcripts': return <TranscriptsPage />
    case 'batches': return <BatchesPage />
    case 'dashboards': return <DashboardsPage />
    case 'models': return <ModelsPage />
    case 'actions': return <ActionsPage />
    case 'jobs': return <JobsPage />
    case 'settings': return <SettingsPage />
  }
}
