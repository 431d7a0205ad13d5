import { useMutation, useQuery } from '@tanstack/react-query'
import { FlaskConical, SkipForward } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { TelephonyStatus } from '../../../engine/contract/call-catalogue.ts'
import { Button } from '../../components/button.tsx'
import { useTickingClock } from '../../components/calls/campaign-clock.tsx'
import { zonedText } from '../../components/calls/zoned-clock.ts'
import { Switch } from '../../components/checkbox.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'

const speeds = [1, 10, 60, 600] as const

/** The practice line's own time: what it is, how fast it runs, and the way to its next moment. */
export function PracticeClock({ zone }: { zone: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const switchId = useId()
  const { data: status } = useQuery(api.telephony.status.queryOptions())
  const onSuccess = (changed: TelephonyStatus) => { queryClient.setQueryData(api.telephony.status.queryKey(), changed) }
  const set = useMutation(api.telephony.setPractice.mutationOptions({ onSuccess }))
  const skip = useMutation(api.telephony.skipPractice.mutationOptions({ onSuccess }))
  const speed = status?.practice.speed
  return (
    <section aria-label={t('floor.clock.title')} className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line bg-caution-soft px-4 py-1.5">
      <span className="flex items-center gap-1.5 font-medium text-caution"><FlaskConical aria-hidden size={14} />{t('floor.clock.title')}</span>
      <Time zone={zone} />
      <span className="flex items-center gap-2">
        <span className="text-sm text-ink-soft">{t('floor.clock.speed')}</span>
        <ToggleGroup.Root type="single" aria-label={t('floor.clock.speed')} value={String(speed ?? '')} onValueChange={value => { if (value) set.mutate({ speed: Number(value) }) }} className="flex overflow-hidden rounded-md border border-line-control bg-surface">
          {speeds.map(value => (
            <ToggleGroup.Item key={value} value={String(value)} disabled={!status} data-focus="inset" className="h-6 border-l border-line px-2 text-sm first:border-0 hover:bg-hover data-[state=on]:bg-accent-fill data-[state=on]:font-medium data-[state=on]:text-accent-ink">{format.number(value)}×</ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        {speed !== undefined && !speeds.some(known => known === speed) && <span className="text-sm text-ink-soft">{t('floor.clock.other', { speed: format.number(speed) })}</span>}
      </span>
      <span className="flex items-center gap-2">
        <Switch id={switchId} checked={status?.practice.skipIdle ?? false} disabled={!status} onChange={skipIdle => set.mutate({ skipIdle })} />
        <label htmlFor={switchId} className="text-sm">{t('floor.clock.skipIdle')}</label>
      </span>
      <Button size="sm" icon={SkipForward} busy={skip.isPending} disabled={!status} onClick={() => skip.mutate({})} className="ml-auto">{t('floor.clock.skip')}</Button>
    </section>
  )
}

function Time({ zone }: { zone: string | undefined }) {
  const format = useFormat()
  const now = useTickingClock(true)
  return <time className="min-w-44 font-semibold" title={zone}>{zonedText(format.locale, now, 'moment', zone)}</time>
}
