import { useMutation, useQuery } from '@tanstack/react-query'
import { BriefcaseBusiness, ChevronLeft, ChevronRight, Plus, Scale, Undo2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Holiday } from '../../../engine/contract/call-catalogue.ts'
import { useBusinessId } from '../../app/business.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { CountryField, RegionField } from '../campaigns/place-fields.tsx'
import { likelyCountry } from '../campaigns/places.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { weekdayName } from './policy-words.ts'
import { WorkdayDialog } from './workday-dialog.tsx'

const refresh = () => queryClient.invalidateQueries({ queryKey: api.callCatalogue.holidays.key() })

/** The days on which nobody is called: public holidays of a country and region, those the business adds, and those it works on. */
export function HolidaysSettings() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const [country, setCountry] = useState(likelyCountry)
  const [region, setRegion] = useState<string | null>(null)
  const [working, setWorking] = useState<Holiday | null>(null)
  const [year, setYear] = useState(() => new Date().getFullYear())
  const { data, error, refetch } = useQuery(api.callCatalogue.holidays.queryOptions({ input: { businessId, country, region, year } }))
  const { data: presets } = useQuery(api.callCatalogue.presets.queryOptions())
  const law = presets?.find(preset => preset.country === country && preset.kind === 'law' && preset.rules.holidaysClosed)
  const remove = useMutation(api.callCatalogue.removeHoliday.mutationOptions({ onSuccess: refresh }))
  return (
    <SettingsSection title={t('settings.holidays')} body={t('callingSettings.holidaysBody')}>
      <div className="mb-4 flex items-start gap-4">
        <div className="w-56"><CountryField label={t('campaigns.country')} value={country} onChange={chosen => { setCountry(chosen); setRegion(null) }} /></div>
        <div className="w-48"><RegionField country={country} value={region} onChange={setRegion} /></div>
        <div className="mt-[1.375rem] flex items-center gap-1" role="group" aria-label={t('callingSettings.year')}>
          <IconButton icon={ChevronLeft} label={t('callingSettings.earlierYear')} onClick={() => setYear(year - 1)} />
          <output className="w-12 text-center font-semibold">{year}</output>
          <IconButton icon={ChevronRight} label={t('callingSettings.laterYear')} onClick={() => setYear(year + 1)} />
        </div>
      </div>
      <NewHoliday businessId={businessId} year={year} />
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={8} />)}
      {data?.length === 0 && <p className="text-ink-soft">{t('callingSettings.noHolidays')}</p>}
      <ul className="flex flex-col">
        {data?.map(holiday => (
          <li key={`${holiday.date} ${holiday.name} ${holiday.own}`} className="border-b border-line">
            <div className="flex h-9 items-center gap-4">
              <span className="w-28">{format.date(holiday.date)}</span>
              <span className="w-12 text-ink-soft">{weekdayName(isoWeekday(holiday.date), format.locale)}</span>
              <span className="min-w-0 flex-1 truncate">{holiday.name}</span>
              {holiday.works && <Badge tone="accent" icon={BriefcaseBusiness}>{t('callingSettings.workDay')}</Badge>}
              {holiday.own && !holiday.works && <Badge tone="accent">{t('callingSettings.yours')}</Badge>}
              {holiday.own
                ? <IconButton size="sm" icon={holiday.works ? Undo2 : X} label={t(holiday.works ? 'callingSettings.notWork' : 'callingSettings.removeHoliday', { name: holiday.name })} disabled={remove.isPending} onClick={() => remove.mutate({ businessId, date: holiday.date })} />
                : <Button size="sm" variant="ghost" aria-label={`${t('callingSettings.work')}: ${holiday.name}`} onClick={() => setWorking(holiday)}>{t('callingSettings.work')}</Button>}
            </div>
            {holiday.works && <p className="pb-2 pl-32 text-sm text-ink-soft">{holiday.reason}</p>}
            {holiday.works && law && <p className="flex items-center gap-2 pb-2 pl-32 text-sm text-caution"><Scale aria-hidden size={14} className="shrink-0" />{t('callingSettings.closedByLaw', { preset: law.label[format.language] })}</p>}
          </li>
        ))}
      </ul>
      {working && <WorkdayDialog holiday={working} onDone={refresh} onClose={() => setWorking(null)} />}
    </SettingsSection>
  )
}

function NewHoliday({ businessId, year }: { businessId: string, year: number }) {
  const { t } = useTranslation()
  const [date, setDate] = useState('')
  const [name, setName] = useState('')
  const add = useMutation(api.callCatalogue.addHoliday.mutationOptions({
    onSuccess: () => {
      setDate('')
      setName('')
      return refresh()
    },
  }))
  const ready = date !== '' && name.trim() !== ''
  return (
    <form className="mb-4 flex items-end gap-3 rounded-md bg-sunken/60 p-3" onSubmit={event => { event.preventDefault(); if (ready) add.mutate({ businessId, date, name: name.trim() }) }}>
      <div className="w-40"><Field label={t('callingSettings.holidayDate')}>{control => <Input {...control} type="date" min={`${year}-01-01`} max={`${year}-12-31`} value={date} onChange={event => setDate(event.target.value)} />}</Field></div>
      <div className="min-w-0 flex-1"><Field label={t('callingSettings.name')}>{control => <Input {...control} value={name} maxLength={120} onChange={event => setName(event.target.value)} />}</Field></div>
      <Button type="submit" icon={Plus} disabled={!ready} busy={add.isPending}>{t('callingSettings.addHoliday')}</Button>
    </form>
  )
}

function isoWeekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}
