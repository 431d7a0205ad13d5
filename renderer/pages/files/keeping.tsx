import { useMutation } from '@tanstack/react-query'
import { BrushCleaning } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownFileSettings } from '../../../engine/contract/files.ts'
import { Button } from '../../components/button.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { NumberField } from '../calling-settings/number-field.tsx'
import { SettingsSection } from '../settings/settings-section.tsx'
import { keptKinds } from './kept-kinds.ts'
import { receiveSettings } from './receive-settings.ts'
import { draftOf, savedForm } from './settings-draft.ts'

/** After how many days files of each kind go, and doing it now. */
export function Keeping({ settings }: { settings: ShownFileSettings }) {
  const { t } = useTranslation()
  const [days, setDays] = useState(settings.keptDays)
  const save = useMutation(api.files.saveSettings.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: next => {
      receiveSettings(next)
      notify.success(t('settings.saved'))
    },
  }))
  const cleanUp = useMutation(api.files.cleanUp.mutationOptions({
    onSuccess: ({ expired }) => notify.success(expired === 0 ? t('files.nothingExpired') : t('files.cleanedUp', { count: expired })),
  }))
  const changed = keptKinds.some(kind => days[kind] !== settings.keptDays[kind])
  return (
    <SettingsSection title={t('files.keeping')} body={t('files.keepingBody')} actions={<Button icon={BrushCleaning} busy={cleanUp.isPending} onClick={() => cleanUp.mutate({})}>{t('files.cleanUp')}</Button>}>
      <form className="flex flex-col gap-3" onSubmit={event => { event.preventDefault(); if (changed) save.mutate({ ...savedForm(draftOf(settings)), keptDays: days }) }}>
        <div className="grid grid-cols-3 gap-3">
          {keptKinds.map(kind => <NumberField key={kind} label={t('files.daysOf', { kind: t(`files.kind.${kind}`) })} value={days[kind]} min={1} max={3_650} optional onChange={value => setDays({ ...days, [kind]: value })} />)}
        </div>
        {save.error && <p role="alert" className="text-danger">{problemText(save.error).title}</p>}
        <div><Button type="submit" disabled={!changed} busy={save.isPending}>{t('common.save')}</Button></div>
      </form>
    </SettingsSection>
  )
}
