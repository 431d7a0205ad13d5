import { useMutation, useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dispositionGroups } from '../../../db/values.ts'
import type { Disposition } from '../../../engine/contract/call-catalogue.ts'
import { useBusinessId } from '../../app/business.ts'
import { Badge } from '../../components/badge.tsx'
import { IconButton } from '../../components/button.tsx'
import { Input } from '../../components/input.tsx'
import { Problem } from '../../components/problem.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { groupLooks } from '../../components/calls/states.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { readNumber } from './number-field.tsx'

const head = 'h-8 px-2 text-left text-sm font-medium whitespace-nowrap text-ink-soft'
const longest = 7 * 24 * 60

/** What follows each reason for which a call ends; a business may say otherwise than the console. */
export function DispositionsSettings() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data, error, refetch } = useQuery(api.callCatalogue.dispositions.queryOptions({ input: { businessId } }))
  const save = useMutation(api.callCatalogue.saveDisposition.mutationOptions({
    onSuccess: all => queryClient.setQueryData(api.callCatalogue.dispositions.queryKey({ input: { businessId } }), all),
  }))
  return (
    <SettingsSection title={t('settings.dispositions')} body={t('callingSettings.dispositionsBody')}>
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={8} />)}
      {data && (
        <table aria-label={t('settings.dispositions')} className="w-full border-collapse">
          <thead>
            <tr><th scope="col" className={head}>{t('callingSettings.reason')}</th><th scope="col" className={head}>{t('callingSettings.dispositionGroup')}</th><th scope="col" className={head}>{t('callingSettings.retryMinutes')}</th><th scope="col" className={head}><span className="sr-only">{t('campaigns.actions')}</span></th></tr>
          </thead>
          <tbody>
            {data.map(disposition => (
              <DispositionRow
                key={disposition.reason} disposition={disposition}
                onChange={rule => save.mutate({ businessId, reason: disposition.reason, rule })}
              />
            ))}
          </tbody>
        </table>
      )}
    </SettingsSection>
  )
}

type Rule = { group: Disposition['group'], retryMinutes: number | null }

function DispositionRow({ disposition, onChange }: { disposition: Disposition, onChange: (rule: Rule | null) => void }) {
  const { t } = useTranslation()
  const { reason, group, retryMinutes, overridden } = disposition
  const name = t(`calls.reason.${reason}`)
  // Without a word of the business the policy's minutes hold, whatever a policy says.
  const own = overridden ? retryMinutes : null
  return (
    <tr className="h-9 border-t border-line hover:bg-hover">
      <td className="px-2"><span className="flex flex-wrap items-center gap-2">{name}{overridden && <Badge tone="accent">{t('callingSettings.yours')}</Badge>}</span><code className="font-mono text-xs text-ink-faint">{reason}</code></td>
      <td className="px-2"><Select size="sm" className="w-40" label={t('callingSettings.groupOf', { reason: name })} value={group} onChange={chosen => onChange({ group: chosen, retryMinutes: own })} options={dispositionGroups.map(value => ({ value, label: t(`calls.group.${value}`), icon: groupLooks[value].icon }))} /></td>
      <td className="px-2"><MinutesInput key={`${own}`} label={t('callingSettings.minutesOf', { reason: name })} value={own} onChange={minutes => onChange({ group, retryMinutes: minutes })} /></td>
      <td className="w-8 px-1">{overridden && <IconButton size="sm" icon={RotateCcw} label={t('callingSettings.asShipped', { reason: name })} onClick={() => onChange(null)} />}</td>
    </tr>
  )
}

/** Kept when the field is left or Enter is pressed; empty is the policy's own time. What is no number goes back to what it was. */
function MinutesInput({ label, value, onChange }: { label: string, value: number | null, onChange: (minutes: number | null) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(value === null ? '' : String(value))
  const commit = () => {
    const read = readNumber(text, { min: 0, max: longest, digits: 0, optional: true })
    if (read === undefined) setText(value === null ? '' : String(value))
    else if (read !== value) onChange(read)
  }
  return <Input aria-label={label} inputMode="numeric" placeholder={t('callingSettings.ofPolicy')} className="!h-6 !w-28 text-right" value={text} onChange={event => setText(event.target.value)} onBlur={commit} onKeyDown={event => { if (event.key === 'Enter') event.currentTarget.blur() }} />
}
