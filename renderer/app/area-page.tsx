import { lazy } from 'react'
import type { AreaName } from './areas.ts'

// Each page's code is fetched when it is first wanted.
const load = {
  floor: async () => ({ default: (await import('../pages/floor/floor-page.tsx')).FloorPage }),
  campaigns: async () => ({ default: (await import('../pages/campaigns/campaigns-page.tsx')).CampaignsPage }),
  debtors: async () => ({ default: (await import('../pages/debtors/debtors-page.tsx')).DebtorsPage }),
  calls: async () => ({ default: (await import('../pages/calls/calls-page.tsx')).CallsPage }),
  promises: async () => ({ default: (await import('../pages/promises/promises-page.tsx')).PromisesPage }),
  reports: async () => ({ default: (await import('../pages/reports/reports-page.tsx')).ReportsPage }),
  transcripts: async () => ({ default: (await import('../pages/transcripts/transcripts-page.tsx')).TranscriptsPage }),
  disagreements: async () => ({ default: (await import('../pages/disagreements/disagreements-page.tsx')).DisagreementsPage }),
  batches: async () => ({ default: (await import('../pages/batches/batches-page.tsx')).BatchesPage }),
  dashboards: async () => ({ default: (await import('../pages/dashboards/dashboards-page.tsx')).DashboardsPage }),
  'chat-lab': async () => ({ default: (await import('../pages/chat-lab/chat-lab-page.tsx')).ChatLabPage }),
  catalogue: async () => ({ default: (await import('../pages/catalogue/catalogue-page.tsx')).CataloguePage }),
  models: async () => ({ default: (await import('../pages/models/models-page.tsx')).ModelsPage }),
  usage: async () => ({ default: (await import('../pages/usage/usage-page.tsx')).UsagePage }),
  actions: async () => ({ default: (await import('../pages/actions/actions-page.tsx')).ActionsPage }),
  jobs: async () => ({ default: (await import('../pages/jobs/jobs-page.tsx')).JobsPage }),
  settings: async () => ({ default: (await import('../pages/settings/settings-page.tsx')).SettingsPage }),
} satisfies Record<AreaName, unknown>

const FloorPage = lazy(load.floor)
const CampaignsPage = lazy(load.campaigns)
const DebtorsPage = lazy(load.debtors)
const CallsPage = lazy(load.calls)
const PromisesPage = lazy(load.promises)
const ReportsPage = lazy(load.reports)
const TranscriptsPage = lazy(load.transcripts)
const DisagreementsPage = lazy(load.disagreements)
const BatchesPage = lazy(load.batches)
const DashboardsPage = lazy(load.dashboards)
const ChatLabPage = lazy(load['chat-lab'])
const CataloguePage = lazy(load.catalogue)
const ModelsPage = lazy(load.models)
const UsagePage = lazy(load.usage)
const ActionsPage = lazy(load.actions)
const JobsPage = lazy(load.jobs)
const SettingsPage = lazy(load.settings)

/** Fetches an area's code before it is shown: at the start, while the engine is still being asked who is there. */
export async function preloadArea(name: AreaName): Promise<void> {
  await load[name]()
}

export function AreaPage({ name }: { name: AreaName }) {
  switch (name) {
    case 'floor': return <FloorPage />
    case 'campaigns': return <CampaignsPage />
    case 'debtors': return <DebtorsPage />
    case 'calls': return <CallsPage />
    case 'promises': return <PromisesPage />
    case 'reports': return <ReportsPage />
    case 'transcripts': return <TranscriptsPage />
    case 'disagreements': return <DisagreementsPage />
    case 'batches': return <BatchesPage />
    case 'dashboards': return <DashboardsPage />
    case 'chat-lab': return <ChatLabPage />
    case 'catalogue': return <CataloguePage />
    case 'models': return <ModelsPage />
    case 'usage': return <UsagePage />
    case 'actions': return <ActionsPage />
    case 'jobs': return <JobsPage />
    case 'settings': return <SettingsPage />
  }
}
