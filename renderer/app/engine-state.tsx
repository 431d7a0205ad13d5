import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { classNames } from '../components/class-names.ts'
import { Popover } from '../components/popover.tsx'
import { api, reconnectNow } from '../connection/client.ts'
import { useConnection } from '../connection/connection-state.ts'
import { useFormat } from '../i18n/format.ts'
import { DoctorChecks } from './doctor-checks.tsx'

const dots = { connected: 'bg-positive', connecting: 'bg-caution', lost: 'bg-danger' }

/** How the engine is: a dot and a word; the click tells the rest. */
export function EngineState() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const status = useConnection(state => state.status)
  return (
    <Popover
      label={t('engine.title')}
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-96"
      focusSelf
      trigger={(
        <Button variant="ghost" className="px-2">
          <span aria-hidden className={classNames('size-2 rounded-full', dots[status])} />
          {t(`engine.${status}`)}
        </Button>
      )}
    >
      <EngineDetail />
    </Popover>
  )
}

function EngineDetail() {
  const { t } = useTranslation()
  const format = useFormat()
  const { status, since } = useConnection()
  const { data: hello } = useQuery(api.system.hello.queryOptions())
  const { data: overview } = useQuery(api.jobs.overview.queryOptions())
  const running = overview?.queues.reduce((sum, queue) => sum + queue.running, 0) ?? 0
  const rows: [string, string][] = [
    [t('engine.connection'), `${t(window.vocero?.desktop ? 'engine.connectionDesktop' : 'engine.connectionHost')} · ${t(`engine.${status}`)} ${t('engine.since', { time: format.time(since) })}`],
    [t('engine.running'), running ? t('engine.working', { count: running }) : t('engine.idle')],
    ...(hello ? [
      [t('engine.version'), hello.version],
      [t('engine.startedAt'), format.dateTime(hello.startedAt)],
      [t('engine.boot'), hello.boot],
      [t('engine.dataFolder'), hello.dataFolder],
    ] satisfies [string, string][] : []),
  ]
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 p-3">
        {rows.map(([name, value]) => (
          <div key={name} className="contents"><dt className="text-ink-soft">{name}</dt><dd className="min-w-0 break-words">{value}</dd></div>
        ))}
      </dl>
      {status === 'lost' && <div className="px-3 pb-3"><Button onClick={reconnectNow}>{t('engine.reconnect')}</Button></div>}
      <div className="border-t border-line p-3"><DoctorChecks /></div>
    </>
  )
}
