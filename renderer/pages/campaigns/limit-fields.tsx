import { useTranslation } from 'react-i18next'
import type { CampaignSettings } from '../../../engine/contract/campaigns.ts'
import { Switch } from '../../components/checkbox.tsx'
import { Field, Input } from '../../components/input.tsx'
import { NumberField } from '../calling-settings/number-field.tsx'

export type Limits = Pick<CampaignSettings, 'startsOn' | 'endsOn' | 'concurrency' | 'callsPerSecond' | 'costLimitDayCents' | 'costLimitTotalCents' | 'keepRecordingsDays'>

interface LimitFieldsProps { limits: Limits, onChange: (changes: Partial<Limits>) => void, started: boolean }

/** When it calls, how much at once, what it may cost, and how long recordings stay. The first day is fixed once it was started. */
export function LimitFields({ limits, onChange, started }: LimitFieldsProps) {
  const { t } = useTranslation()
  const backwards = limits.startsOn !== null && limits.endsOn !== null && limits.endsOn < limits.startsOn
  return (
    <div className="flex flex-col gap-5">
      <Group title={t('campaigns.limit.dates')} body={t('campaigns.limit.datesBody')}>
        <Field label={t('campaigns.limit.startsOn')} hint={t('campaigns.limit.startsOnHint')}>{control => <Input {...control} type="date" disabled={started} value={limits.startsOn ?? ''} onChange={event => onChange({ startsOn: event.target.value || null })} />}</Field>
        <Field label={t('campaigns.limit.endsOn')} hint={t('campaigns.limit.endsOnHint')} error={backwards ? t('campaigns.limit.backwards') : undefined}>{control => <Input {...control} type="date" min={limits.startsOn ?? undefined} value={limits.endsOn ?? ''} onChange={event => onChange({ endsOn: event.target.value || null })} />}</Field>
      </Group>
      <Group title={t('campaigns.limit.pace')} body={t('campaigns.limit.paceBody')}>
        <NumberField label={t('campaigns.limit.concurrency')} value={limits.concurrency} min={1} max={500} onChange={value => { if (value !== null) onChange({ concurrency: value }) }} />
        <NumberField label={t('campaigns.limit.perSecond')} value={limits.callsPerSecond} min={0.01} max={50} digits={2} onChange={value => { if (value !== null) onChange({ callsPerSecond: value }) }} />
      </Group>
      <Group title={t('campaigns.limit.cost')} body={t('campaigns.limit.costBody')}>
        <DollarField label={t('campaigns.limit.costDay')} cents={limits.costLimitDayCents} onChange={costLimitDayCents => onChange({ costLimitDayCents })} />
        <DollarField label={t('campaigns.limit.costTotal')} cents={limits.costLimitTotalCents} onChange={costLimitTotalCents => onChange({ costLimitTotalCents })} />
      </Group>
      <Group title={t('campaigns.limit.recordings')} body={t('campaigns.limit.recordingsBody')}>
        <label className="flex h-7 items-center gap-2 self-end">
          <Switch label={t('campaigns.limit.keepRecordings')} checked={limits.keepRecordingsDays !== null} onChange={keep => onChange({ keepRecordingsDays: keep ? 730 : null })} />
          {t('campaigns.limit.keepRecordings')}
        </label>
        {limits.keepRecordingsDays !== null && <NumberField label={t('campaigns.limit.recordingDays')} value={limits.keepRecordingsDays} min={1} max={3650} onChange={value => { if (value !== null) onChange({ keepRecordingsDays: value }) }} />}
      </Group>
    </div>
  )
}

/** Costs are billed in US cents and thought of in dollars; no figure is no limit. */
function DollarField({ label, cents, onChange }: { label: string, cents: number | null, onChange: (cents: number | null) => void }) {
  const { t } = useTranslation()
  return <NumberField label={label} hint={t('campaigns.limit.noLimit')} value={cents === null ? null : cents / 100} min={0} max={1_000_000} digits={2} optional onChange={dollars => onChange(dollars === null ? null : Math.round(dollars * 100))} />
}

function Group({ title, body, children }: { title: string, body: string, children: React.ReactNode }) {
  return (
    <fieldset className="grid gap-x-8 gap-y-2 border-b border-line pb-5 last:border-0 md:grid-cols-[minmax(0,16rem)_1fr]">
      <div><legend className="font-semibold">{title}</legend><p className="text-sm text-ink-soft">{body}</p></div>
      <div className="grid max-w-md grid-cols-2 gap-4">{children}</div>
    </fieldset>
  )
}
