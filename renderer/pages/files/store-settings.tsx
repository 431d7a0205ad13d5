import { useMutation } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileStores } from '../../../db/values.ts'
import type { ShownFileSettings } from '../../../engine/contract/files.ts'
import { Button } from '../../components/button.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Field } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { PlaceFields } from './place-fields.tsx'
import { receiveSettings } from './receive-settings.ts'
import { draftOf, problemsOf, remoteOf, savedForm } from './settings-draft.ts'
import { StoreKeys } from './store-keys.tsx'
import { StoreTest } from './store-test.tsx'

/** The choice of a store, with what it needs. What is typed stays while the engine tells of other changes. */
export function StoreSettings({ settings }: { settings: ShownFileSettings }) {
  const { t } = useTranslation()
  const saved = draftOf(settings)
  const [draft, setDraft] = useState(saved)
  const save = useMutation(api.files.saveSettings.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: next => {
      receiveSettings(next)
      setDraft(draftOf(next))
      notify.success(t('settings.saved'))
    },
  }))
  const { store } = draft
  const problems = problemsOf(draft)
  const changed = JSON.stringify(draft) !== JSON.stringify(saved)
  const missing = store === settings.store && !changed ? settings.missing : null
  return (
    <div className="flex flex-col gap-5">
      <form
        className="flex max-w-xl flex-col gap-3"
        onSubmit={event => {
          event.preventDefault()
          if (changed && Object.keys(problems).length === 0) save.mutate({ ...savedForm(draft), keptDays: settings.keptDays })
        }}
      >
        <Field label={t('files.choose')} hint={t(`files.storeHint.${store}`)}>
          {({ id }) => <Select id={id} label={t('files.choose')} value={store} onChange={chosen => setDraft({ ...draft, store: chosen })} options={fileStores.map(value => ({ value, label: t(`files.storeOption.${value}`) }))} />}
        </Field>
        {store === 's3' && <PlaceFields remote={remoteOf(settings, 's3')} place={draft.s3} problems={problems} onChange={change => setDraft({ ...draft, s3: { ...draft.s3, ...change } })} />}
        {store === 'minio' && <PlaceFields remote={remoteOf(settings, 'minio')} place={draft.minio} problems={problems} onChange={change => setDraft({ ...draft, minio: { ...draft.minio, ...change } })} />}
        {save.error && <p role="alert" className="text-danger">{problemText(save.error).title}</p>}
        <div><Button type="submit" variant="primary" busy={save.isPending} disabled={!changed || Object.keys(problems).length > 0}>{t('common.save')}</Button></div>
        {missing && <IconState icon={TriangleAlert} tone="caution" label={t(`files.missing.${missing}`)} />}
      </form>
      {store !== 'local' && <StoreKeys key={store} remote={remoteOf(settings, store)} />}
      {/* What was tried with other settings or keys says nothing of these. */}
      <StoreTest key={`${store} ${JSON.stringify(settings.remotes)}`} store={store} unsaved={changed} />
    </div>
  )
}
