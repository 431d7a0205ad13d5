import { lazy } from 'react'
import type { AreaName } from './areas.ts'

// Each page's code is fetched when it is first opened. Only the shell imports this file.
const TranscriptsPage = lazy(async () => ({ default: (await import('../pages/transcripts/transcripts-page.tsx')).TranscriptsPage }))
const BatchesPage = lazy(async () => ({ default: (await import('../pages/batches/batches-page.tsx')).BatchesPage }))
const DashboardsPage = lazy(async () => ({ default: (await import('../pages/dashboards/dashboards-page.tsx')).DashboardsPage }))
const ModelsPage = lazy(async () => ({ default: (await import('../pages/models/models-page.tsx')).ModelsPage }))
const JobsPage = lazy(async () => ({ default: (await import('../pages/jobs/jobs-page.tsx')).JobsPage }))
const SettingsPage = lazy(async () => ({ default: (await import('../pages/settings/settings-page.tsx')).SettingsPage }))

export function AreaPage({ name }: { name: AreaName }) {
  switch (name) {
    case 'transcripts': return <TranscriptsPage />
    case 'batches': return <BatchesPage />
    case 'dashboards': return <DashboardsPage />
    case 'models': return <ModelsPage />
    case 'jobs': return <JobsPage />
    case 'settings': return <SettingsPage />
  }
}
