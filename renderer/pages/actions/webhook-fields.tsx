import { useTranslation } from 'react-i18next'
import type { Target } from '../../../engine/contract/actions.ts'
import { Field, Input } from '../../components/input.tsx'
import { CheckField } from './check-field.tsx'

type WebhookTarget = Extract<Target, { kind: 'webhook' }>

export function WebhookFields({ target, onChange }: { target: WebhookTarget, onChange: (target: WebhookTarget) => void }) {
  return <AddressFields url={target.url} allowPrivate={target.allowPrivate} onChange={address => onChange({ ...target, ...address })} />
}

/** An address, and whether it may lead inside. */
export function AddressFields({ url, allowPrivate, onChange }: { url: string, allowPrivate: boolean, onChange: (address: { url: string, allowPrivate: boolean }) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Field label={t('actions.url')}>{control => <Input {...control} type="url" inputMode="url" placeholder="https://" spellCheck={false} value={url} maxLength={2000} onChange={event => onChange({ url: event.target.value.trim(), allowPrivate })} />}</Field>
      <CheckField checked={allowPrivate} label={t('actions.allowPrivate')} hint={t('actions.allowPrivateHint')} onChange={allowed => onChange({ url, allowPrivate: allowed })} />
    </>
  )
}
