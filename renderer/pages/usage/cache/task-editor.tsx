import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CacheTask } from '../../../../engine/contract/answer-cache.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { notify } from '../../../components/toast.tsx'
import { problemText } from '../../../connection/problem.ts'
import { NumberField } from '../../calling-settings/number-field.tsx'
import { useTaskName } from '../usage-names.ts'
import { MeasuredAt } from './measured-at.tsx'
import { useSetTask } from './use-set-task.ts'

const mostMinutes = 30 * 24 * 60

/** How near a question must be and how long an answer holds, with what was measured at that threshold. */
export function TaskEditor({ task, onClose }: { task: CacheTask, onClose: () => void }) {
  const { t } = useTranslation()
  const formId = useId()
  const taskName = useTaskName()
  const [threshold, setThreshold] = useState(task.threshold)
  const [minutes, setMinutes] = useState(Math.max(1, Math.round(task.ttlSeconds / 60)))
  const set = useSetTask({
    shownInPlace: true,
    onDone: () => {
      notify.success(t('settings.saved'))
      onClose()
    },
  })
  return (
    <Dialog
      open title={t('usage.cache.editTitle', { task: taskName(task.task) })} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {set.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(set.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} busy={set.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id={formId} className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); event.stopPropagation(); set.mutate(task, { threshold, ttlSeconds: minutes * 60 }) }}>
        <div className="grid grid-cols-2 gap-4">
          <NumberField label={t('usage.cache.threshold')} hint={t('usage.cache.thresholdHint')} value={threshold} min={0.5} max={1} digits={2} onChange={value => { if (value !== null) setThreshold(value) }} />
          <NumberField label={t('usage.cache.ttlMinutes')} hint={t('usage.cache.ttlHint')} value={minutes} min={1} max={mostMinutes} onChange={value => { if (value !== null) setMinutes(value) }} />
        </div>
        <MeasuredAt threshold={threshold} />
      </form>
    </Dialog>
  )
}
