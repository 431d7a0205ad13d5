import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign, CampaignSettings } from '../../../../engine/contract/campaigns.ts'
import { isZone } from '../../../components/calls/zoned-clock.ts'
import { Field, Input } from '../../../components/input.tsx'
import { LimitFields } from '../limit-fields.tsx'
import { CountryField, RegionField, ZoneField } from '../place-fields.tsx'
import { zoneOfCountry } from '../places.ts'
import { useChangeDraft } from './use-change-draft.ts'

/** Typing settles this long before it is kept. */
const typingMs = 400

/** Name, place, days, pace, costs and recordings. Each change is kept once the typing pauses, and when the step is left. */
export function LimitsStep({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { mutate } = useChangeDraft()
  const [changes, setChanges] = useState<Partial<CampaignSettings>>({})
  const unsaved = useRef<Partial<CampaignSettings>>({})
  const keep = useRef<() => void>(() => undefined)
  useEffect(() => {
    keep.current = () => {
      if (Object.keys(unsaved.current).length === 0) return
      mutate({ campaignId: campaign.id, settings: unsaved.current })
      unsaved.current = {}
    }
  })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => {
    clearTimeout(timer.current)
    keep.current()
  }, [])
  const change = (part: Partial<CampaignSettings>) => {
    setChanges({ ...changes, ...part })
    // Only what the engine takes goes there: half a name or zone stays here, with its error beside it.
    const { name, timeZone } = part
    if ((name !== undefined && name.trim() === '') || (timeZone !== undefined && !isZone(timeZone))) return
    unsaved.current = { ...unsaved.current, ...part }
    clearTimeout(timer.current)
    timer.current = setTimeout(() => keep.current(), typingMs)
  }
  const shown = { ...campaign, ...changes }
  return (
    <div className="flex flex-col gap-5">
      <div className="grid max-w-3xl grid-cols-3 gap-4">
        <Field label={t('campaigns.name')} error={shown.name.trim() === '' ? t('campaigns.nameNeeded') : undefined}>{control => <Input {...control} value={shown.name} maxLength={200} onChange={event => change({ name: event.target.value })} />}</Field>
        <CountryField label={t('campaigns.country')} value={shown.country} onChange={country => change({ country, region: null, timeZone: zoneOfCountry(country) ?? shown.timeZone })} />
        <ZoneField label={t('campaigns.timeZone')} hint={t('campaigns.timeZoneHint')} value={shown.timeZone} onChange={timeZone => change({ timeZone })} />
        <RegionField country={shown.country} value={shown.region} onChange={region => change({ region })} />
      </div>
      <LimitFields limits={shown} started={false} onChange={change} />
    </div>
  )
}
