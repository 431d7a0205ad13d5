import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ModelProviderKind } from '../../../db/values.ts'
import type { ModelProviderSetting } from '../../../engine/contract/llm.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { Field, Input } from '../../components/input.tsx'
import { api } from '../../connection/client.ts'
import { KeyBadge } from './provider-state.tsx'
import { needsKey } from './provider-draft.ts'
import { receiveProvider, useProviders } from './use-providers.ts'

interface KeyFieldProps { provider: ModelProviderSetting | null, kind: ModelProviderKind, value: string, onChange: (key: string) => void }

/** Where a key is entered. What is kept shows only by its end; the environment's is changed in the environment. */
export function KeyField({ provider, kind, value, onChange }: KeyFieldProps) {
  const { t } = useTranslation()
  const { data } = useProviders()
  // The key may be taken away while the dialog is open.
  const current = provider && (data?.find(one => one.id === provider.id) ?? provider)
  const remove = useMutation(api.llm.setKey.mutationOptions({ onSuccess: receiveProvider }))
  const askRemove = async (named: ModelProviderSetting) => {
    if (await confirm({ title: t('languageModels.removeKeyTitle', { name: named.name }), body: t('languageModels.removeKeyBody'), confirmLabel: t('languageModels.removeKey'), danger: true })) remove.mutate({ providerId: named.id, key: null })
  }
  if (current?.key?.from === 'environment') {
    return <p className="flex flex-wrap items-center gap-2 text-ink-soft"><KeyBadge provider={current} />{t('languageModels.keyOfEnvironment')}</p>
  }
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <Field
          label={<span className="flex items-center gap-2">{t(current?.key ? 'languageModels.replaceKey' : 'languageModels.key')}{current && <KeyBadge provider={current} />}</span>}
          hint={t(needsKey(kind) ? 'languageModels.keyHint' : 'languageModels.keyOptional')}
        >
          {control => <Input {...control} type="password" autoComplete="off" spellCheck={false} className="font-mono" value={value} maxLength={400} onChange={event => onChange(event.target.value)} />}
        </Field>
      </div>
      {current?.key && <Button icon={Trash2} className="mt-6" disabled={remove.isPending} onClick={() => { void askRemove(current) }}>{t('languageModels.removeKey')}</Button>}
    </div>
  )
}
