import { useMutation } from '@tanstack/react-query'
import { CircleCheck, CircleX, Plug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FileStoreName } from '../../../db/values.ts'
import type { StoreStep } from '../../../engine/contract/files.ts'
import { Button } from '../../components/button.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'

/** Tries a store as it is saved: really writes, reads and deletes a small file there. */
export function StoreTest({ store, unsaved }: { store: FileStoreName, unsaved: boolean }) {
  const { t } = useTranslation()
  const test = useMutation(api.files.test.mutationOptions({ meta: { shownInPlace: true } }))
  return (
    <div className="flex max-w-xl flex-col gap-2">
      <div className="flex items-center gap-3">
        <Button icon={Plug} busy={test.isPending} disabled={unsaved} onClick={() => test.mutate({ store })}>{t('files.test')}</Button>
        {unsaved && <span className="text-sm text-ink-soft">{t('files.testFirstSave')}</span>}
      </div>
      <div aria-live="polite">
        {test.error && <p className="text-danger">{problemText(test.error).title}</p>}
        {test.data && !test.isPending && <Steps store={store} steps={test.data.steps} />}
      </div>
    </div>
  )
}

function Steps({ store, steps }: { store: FileStoreName, steps: readonly StoreStep[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="flex flex-col gap-1 rounded-md bg-sunken/60 px-3 py-2">
      {steps.every(step => step.ok) && <p className="font-medium">{t('files.testPassed', { store: t(`files.store.${store}`) })}</p>}
      <ul aria-label={t('files.testSteps')}>
        {steps.map(({ step, ok, failure, ms }) => (
          <li key={step} className="flex items-start gap-2">
            {ok ? <CircleCheck aria-hidden size={15} className="mt-0.5 shrink-0 text-positive" /> : <CircleX aria-hidden size={15} className="mt-0.5 shrink-0 text-danger" />}
            <span><span className="font-medium">{t(`files.step.${step}`)}</span>{failure ? `: ${t(`files.failure.${failure}`)}.` : ` · ${format.duration(ms)}`}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
