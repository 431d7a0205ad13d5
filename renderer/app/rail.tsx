import { useQuery } from '@tanstack/react-query'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../components/button.tsx'
import { classNames } from '../components/class-names.ts'
import { Tooltip } from '../components/tooltip.tsx'
import { api } from '../connection/client.ts'
import { formatAddress, navigate } from './address.ts'
import { Mark } from './mark.tsx'
import { areas, type Area, type AreaName } from './areas.ts'
import { useBusinessId } from './business.ts'
import { setPreferences, usePreferences } from './preferences.ts'

/** The areas, at the left; collapses to icons. */
export function Rail({ current }: { current: string }) {
  const { t } = useTranslation()
  const collapsed = usePreferences(preferences => preferences.railCollapsed)
  const { data: overview } = useQuery(api.jobs.overview.queryOptions())
  const failed = overview?.queues.reduce((sum, queue) => sum + queue.failed + queue.needsOperator, 0) ?? 0
  const businessId = useBusinessId()
  const { data: disagreements } = useQuery(api.opinions.disagreements.queryOptions({ input: { businessId, limit: 1 } }))
  const { data: chats } = useQuery(api.chat.list.queryOptions({ input: { filter: { businessId }, limit: 1 } }))
  const counts: Partial<Record<AreaName, Count>> = {
    jobs: { number: failed, label: t('jobs.needAttention'), look: 'bg-danger-soft text-danger' },
    'chat-lab': { number: chats?.wanted ?? 0, label: t('chatLab.personWanted'), look: 'bg-caution-soft text-caution' },
    disagreements: { number: disagreements?.total ?? 0, label: t('disagreements.waitForWord'), look: 'bg-sunken text-ink-soft' },
  }
  return (
    <nav aria-label={t('frame.areas')} className={classNames('flex shrink-0 flex-col gap-0.5 border-r border-line bg-canvas p-2', collapsed ? 'w-[49px]' : 'w-52')}>
      <div className={classNames('mb-2 flex h-8 items-center gap-2 text-ink', collapsed ? 'justify-center' : 'px-2')}>
        <Mark />
        {!collapsed && <span className="text-lg font-semibold tracking-tight">Vocero</span>}
      </div>
      {areas.map(area => <RailEntry key={area.name} area={area} current={current === area.name} collapsed={collapsed} count={counts[area.name]} />)}
      <IconButton
        icon={collapsed ? PanelLeftOpen : PanelLeftClose}
        label={collapsed ? t('frame.expand') : t('frame.collapse')}
        side="right"
        className="mt-auto"
        onClick={() => { void setPreferences({ railCollapsed: !collapsed }) }}
      />
    </nav>
  )
}

/** What waits in an area; `look` says whether it is a fault or only work. */
interface Count { number: number, label: string, look: string }

function RailEntry({ area, current, collapsed, count }: { area: Area, current: boolean, collapsed: boolean, count: Count | undefined }) {
  const { t } = useTranslation()
  const label = t(`frame.${area.name}`)
  const link = (
    <a
      href={formatAddress({ page: area.name })}
      aria-current={current ? 'page' : undefined}
      aria-label={collapsed ? label : undefined}
      onClick={event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        navigate({ page: area.name })
      }}
      className={classNames('relative flex h-8 items-center gap-2.5 rounded-md font-medium transition-colors duration-100', collapsed ? 'justify-center' : 'px-2', current ? 'bg-pressed text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink')}
    >
      <area.icon aria-hidden size={16} strokeWidth={1.75} className={current ? 'text-accent' : undefined} />
      {!collapsed && <span className="min-w-0 flex-1 truncate">{label}</span>}
      {count && count.number > 0 && (
        <span className={classNames('rounded px-1 text-xs', count.look, collapsed && 'absolute -top-0.5 right-0')}>
          {count.number > 999 ? '999+' : count.number}<span className="sr-only"> {count.label}</span>
        </span>
      )}
    </a>
  )
  return <Tooltip content={label} keys={`g ${area.key}`} side="right">{link}</Tooltip>
}
