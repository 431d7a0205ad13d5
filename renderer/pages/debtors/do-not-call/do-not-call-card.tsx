import { Ban, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoNotCallEntry } from '../../../../engine/contract/debtors.ts'
import { navigate } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { phoneText } from '../../../components/calls/phone.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { LiftDialog } from './lift-dialog.tsx'
import { reasonText, sourceText } from './source-text.ts'

/** One entry of the do-not-call list on a person's page. */
export function DoNotCallCard({ entry }: { entry: DoNotCallEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [lifting, setLifting] = useState(false)
  const { attemptId } = entry
  const lifted = entry.liftedAt !== null
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <IconState icon={lifted ? CircleCheck : Ban} tone={lifted ? 'neutral' : 'danger'} label={t(entry.scope === 'person' ? 'debtors.doNotCall.person' : 'debtors.doNotCall.number', { number: phoneText(entry.subject) })} />
        {lifted && <span className="text-ink-soft">{t('debtors.doNotCall.liftedOn', { time: format.dateTime(entry.liftedAt ?? 0) })}</span>}
        <span className="ml-auto flex gap-1">
          {attemptId !== null && <Button size="sm" variant="ghost" onClick={() => navigate({ page: 'calls', item: attemptId })}>{t('debtors.money.hear')}</Button>}
          {!lifted && <Button size="sm" onClick={() => setLifting(true)}>{t('debtors.doNotCall.lift')}</Button>}
        </span>
      </div>
      <p className="text-sm text-ink-soft">{format.dateTime(entry.createdAt)} · {sourceText(entry, t)}{entry.reason && ` · ${reasonText(entry, t)}`}</p>
      {entry.liftedReason && <p className="text-sm text-ink-soft">{t('debtors.doNotCall.liftedBecause', { reason: entry.liftedReason })}</p>}
      {lifting && <LiftDialog entry={entry} onClose={() => setLifting(false)} />}
    </li>
  )
}
