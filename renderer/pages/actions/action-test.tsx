import { useMutation } from '@tanstack/react-query'
import { CircleCheck, CircleX, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Action, DeliveryDetail } from '../../../engine/contract/actions.ts'
import { Button } from '../../components/button.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Select } from '../../components/select.tsx'
import { api } from '../../connection/client.ts'
import { errorText, problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { AttemptTexts } from './delivery-attempts.tsx'
import { refreshActions } from './use-actions.ts'

/** Sends a made-up event and shows what came back. */
export function ActionTest({ action }: { action: Action }) {
  const { t } = useTranslation()
  const [trigger, setTrigger] = useState(action.triggers[0] ?? 'promise_made')
  const test = useMutation(api.actions.test.mutationOptions({ meta: { shownInPlace: true }, onSettled: refreshActions }))
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-ink-soft">{t('actions.testHint')}</p>
      <div className="flex gap-2">
        <Select label={t('actions.trigger')} value={trigger} onChange={setTrigger} options={action.triggers.map(value => ({ value, label: t(`actions.triggers.${value}`) }))} className="min-w-40" />
        <Button icon={Send} busy={test.isPending} onClick={() => test.mutate({ actionId: action.id, trigger })}>{test.isPending ? t('actions.testing') : t('actions.test')}</Button>
      </div>
      <div aria-live="polite">
        {test.error && <p className="text-danger">{problemText(test.error).title}</p>}
        {test.data && !test.isPending && <TestAnswer answer={test.data} />}
      </div>
    </div>
  )
}

function TestAnswer({ answer }: { answer: DeliveryDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const attempt = answer.attemptLog[0]
  const arrived = answer.state === 'delivered'
  return (
    <div className="rounded-md border border-line p-2.5">
      <div className="flex flex-wrap items-center gap-3">
        <IconState icon={arrived ? CircleCheck : CircleX} tone={arrived ? 'positive' : 'danger'} label={t(arrived ? 'actions.testOk' : 'actions.testFailed')} className="font-medium" />
        {attempt?.status !== null && attempt?.status !== undefined && <span className="text-ink-soft">{t('actions.status', { status: attempt.status })}</span>}
        {attempt && <span className="text-ink-soft">{format.duration(attempt.durationMs)}</span>}
      </div>
      {answer.error && <p className="mt-1">{errorText(answer.error)}</p>}
      {attempt && <AttemptTexts attempt={attempt} />}
    </div>
  )
}
