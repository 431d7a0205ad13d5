import { useMutation, useQuery } from '@tanstack/react-query'
import { DatabaseZap, Ellipsis, Eraser, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cacheModes, type CacheMode } from '../../../../db/values.ts'
import type { CacheTask } from '../../../../engine/contract/answer-cache.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Menu, MenuItem } from '../../../components/menu.tsx'
import { Card } from '../../../components/panel.tsx'
import { Problem } from '../../../components/problem.tsx'
import { Select } from '../../../components/select.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { notify } from '../../../components/toast.tsx'
import { usdText } from '../../../components/usd.ts'
import { api } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { shareOf } from '../figures.ts'
import { useTaskName } from '../usage-names.ts'
import { judgedFalseShare, needsConfirmation } from './curves.ts'
import { MeasuredAt } from './measured-at.tsx'
import { TaskEditor } from './task-editor.tsx'
import { useSetTask } from './use-set-task.ts'

/** For which kinds of question kept answers are looked for, and what came of it. */
export function CacheTasks() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [editing, setEditing] = useState<CacheTask | null>(null)
  const { data, error, refetch } = useQuery(api.answerCache.tasks.queryOptions({ input: { businessId } }))
  const clear = useMutation(api.answerCache.clear.mutationOptions({
    onSuccess: ({ removed }) => {
      notify.success(t('usage.cache.cleared', { count: removed }))
      return queryClient.invalidateQueries({ queryKey: api.answerCache.key() })
    },
  }))
  const taskName = useTaskName()
  const askClear = async (task: CacheTask | null) => {
    const count = task ? task.entries : data?.reduce((sum, one) => sum + one.entries, 0) ?? 0
    const agreed = await confirm({ title: task ? t('usage.cache.clearTitle', { task: taskName(task.task) }) : t('usage.cache.clearAllTitle'), body: t('usage.cache.clearBody', { count }), confirmLabel: t('usage.cache.clear'), danger: true })
    if (agreed) clear.mutate({ businessId, ...(task && { task: task.task }) })
  }
  const entries = data?.reduce((sum, one) => sum + one.entries, 0) ?? 0
  const columns = ['entries', 'lookups', 'hitRate', 'guarded', 'falseShare', 'savedTime', 'savedMoney'] as const
  return (
    <Card title={t('usage.cache.tasks')} actions={entries > 0 && <Button size="sm" icon={Eraser} disabled={clear.isPending} onClick={() => { void askClear(null) }}>{t('usage.cache.clearAll')}</Button>}>
      <p className="px-4 pt-3 text-ink-soft">{t('usage.cache.body')}</p>
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <div className="p-4"><SkeletonLines /></div>)}
      {data?.length === 0 && <EmptyState icon={DatabaseZap} title={t('usage.cache.noTasks')} body={t('usage.cache.noTasksBody')} />}
      {data && data.length > 0 && (
        <div className="overflow-x-auto p-2" tabIndex={0} role="region" aria-label={t('usage.cache.tasks')}>
          <table className="w-full border-collapse">
            <thead>
              <tr className="h-8 text-sm text-ink-soft">
                <th scope="col" className="px-2 text-left font-medium">{t('usage.cache.task')}</th>
                <th scope="col" className="px-2 text-left font-medium">{t('usage.cache.mode')}</th>
                <th scope="col" className="px-2 text-right font-medium whitespace-nowrap">{t('usage.cache.threshold')}</th>
                <th scope="col" className="px-2 text-right font-medium whitespace-nowrap">{t('usage.cache.ttl')}</th>
                {columns.map(name => <th key={name} scope="col" title={t(`usage.cache.${name}Hint`)} className="px-2 text-right font-medium whitespace-nowrap">{t(`usage.cache.${name}`)}</th>)}
                <td />
              </tr>
            </thead>
            <tbody>{data.map(task => <TaskRow key={task.task} task={task} onEdit={() => setEditing(task)} onClear={() => { void askClear(task) }} />)}</tbody>
          </table>
        </div>
      )}
      {editing && <TaskEditor task={editing} onClose={() => setEditing(null)} />}
    </Card>
  )
}

function TaskRow({ task, onEdit, onClear }: { task: CacheTask, onEdit: () => void, onClear: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const taskName = useTaskName()
  const set = useSetTask()
  const name = taskName(task.task)
  const percent = (share: number | null) => share === null ? '–' : format.percent(share, share > 0 && share < 0.1 ? 1 : 0)
  const wrong = judgedFalseShare(task)
  const setMode = async (mode: CacheMode) => {
    if (mode === 'serve' && needsConfirmation(task)) {
      const body = (
        <div className="flex flex-col gap-2">
          <p>{wrong === null ? t('usage.cache.serveUnjudged') : t('usage.cache.serveWrong', { share: percent(wrong), count: task.judged })}</p>
          <MeasuredAt threshold={task.threshold} />
        </div>
      )
      if (!await confirm({ title: t('usage.cache.serveTitle', { task: name }), body, confirmLabel: t('usage.cache.serveAnyway'), danger: wrong !== null })) return
    }
    set.mutate(task, { mode })
  }
  const number = 'px-2 text-right whitespace-nowrap'
  return (
    <tr className="h-9 border-t border-line">
      <th scope="row" className="px-2 text-left font-normal whitespace-nowrap" title={task.task}>{name}</th>
      <td className="px-2"><Select size="sm" className="w-36" label={t('usage.cache.modeOf', { task: name })} disabled={set.isPending} value={task.mode} onChange={mode => { void setMode(mode) }} options={cacheModes.map(value => ({ value, label: t(`usage.cache.modes.${value}`) }))} /></td>
      <td className={number}>{format.number(task.threshold, 2)}</td>
      <td className={number}>{format.duration(task.ttlSeconds * 1000)}</td>
      <td className={number}>{format.number(task.entries)}</td>
      <td className={number}>{format.number(task.lookups)}</td>
      <td className={number} title={t('usage.cache.hitParts', { exact: format.number(task.exactHits), near: format.number(task.nearHits) })}>{percent(shareOf(task.exactHits + task.nearHits, task.lookups))}</td>
      <td className={number}>{format.number(task.guarded)}</td>
      <td className={number}>{wrong === null ? <span className="text-ink-faint">{t('usage.cache.notJudged')}</span> : t('usage.cache.wrongOf', { share: percent(wrong), wrong: format.number(task.wrong), judged: format.number(task.judged) })}</td>
      <td className={number}>{task.savedMs === 0 ? '–' : format.duration(Math.round(task.savedMs))}</td>
      <td className={number}>{usdText(format, task.savedUsd)}</td>
      <td className="px-1 text-right">
        <Menu align="end" trigger={<IconButton size="sm" icon={Ellipsis} label={t('usage.cache.moreOf', { task: name })} />}>
          <MenuItem icon={SlidersHorizontal} onSelect={onEdit}>{t('usage.cache.edit')}</MenuItem>
          <MenuItem icon={Eraser} danger disabled={task.entries === 0} onSelect={onClear}>{t('usage.cache.clear')}</MenuItem>
        </Menu>
      </td>
    </tr>
  )
}
