import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBusinesses } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Field, Input } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import type { Business } from '../../../engine/contract/system.ts'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { SettingsSection } from './settings-section.tsx'

export function BusinessSettings() {
  const { t } = useTranslation()
  const { current } = useBusinesses()
  return (
    <SettingsSection title={t('settings.business')} body={t('settings.businessBody')}>
      {current && <NameForm key={`${current.id} ${current.name}`} business={current} />}
    </SettingsSection>
  )
}

function NameForm({ business }: { business: Business }) {
  const { t } = useTranslation()
  const [name, setName] = useState(business.name)
  const rename = useMutation(api.system.renameBusiness.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: api.system.businesses.key() })
      notify.success(t('settings.saved'))
    },
  }))
  const changed = name.trim() !== '' && name.trim() !== business.name
  return (
    <form className="flex max-w-sm flex-col gap-3" onSubmit={event => { event.preventDefault(); if (changed) rename.mutate({ id: business.id, name: name.trim() }) }}>
      <Field label={t('frame.businessName')} error={rename.error ? problemText(rename.error).title : undefined}>
        {control => <Input {...control} value={name} maxLength={120} onChange={event => setName(event.target.value)} />}
      </Field>
      <div><Button variant="primary" type="submit" disabled={!changed} busy={rename.isPending}>{t('common.save')}</Button></div>
    </form>
  )
}
