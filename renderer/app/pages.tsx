import { AudioLines, ChartNoAxesColumn, FileInput, ListTodo, Settings, Sparkles, type LucideIcon } from 'lucide-react'
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

export type Page = {
  name: 'transcripts' | 'batches' | 'dashboards' | 'models' | 'jobs' | 'settings'
  icon: LucideIcon
  /** Pressed after `g`. */
  key: string
  component: LazyExoticComponent<ComponentType>
}

/** The areas of this version, in the order of the rail. Each page's code is fetched when it is first opened. */
export const pages: readonly Page[] = [
  { name: 'transcripts', icon: AudioLines, key: 't', component: lazy(async () => ({ default: (await import('../pages/transcripts/transcripts-page.tsx')).TranscriptsPage })) },
  { name: 'batches', icon: FileInput, key: 'b', component: lazy(async () => ({ default: (await import('../pages/batches/batches-page.tsx')).BatchesPage })) },
  { name: 'dashboards', icon: ChartNoAxesColumn, key: 'd', component: lazy(async () => ({ default: (await import('../pages/dashboards/dashboards-page.tsx')).DashboardsPage })) },
  { name: 'models', icon: Sparkles, key: 'm', component: lazy(async () => ({ default: (await import('../pages/models/models-page.tsx')).ModelsPage })) },
  { name: 'jobs', icon: ListTodo, key: 'j', component: lazy(async () => ({ default: (await import('../pages/jobs/jobs-page.tsx')).JobsPage })) },
  { name: 'settings', icon: Settings, key: 's', component: lazy(async () => ({ default: (await import('../pages/settings/settings-page.tsx')).SettingsPage })) },
]
