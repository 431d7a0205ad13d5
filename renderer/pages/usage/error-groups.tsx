import { ListFilter } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Usage } from '../../../engine/contract/llm.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/panel.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useFailureText } from '../language-models/use-failure-text.ts'
import { useUsageFilter } from './use-usage-filter.ts'

/** Failures by their cause, the most frequent first, each with what to do about it. */
export function ErrorGroups({ errors }: { errors: Usage['errors'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const failureText = useFailureText()
  const { open } = useUsageFilter()
  if (errors.length === 0) return null
  return (
    <Card title={t('usage.errorGroups')} actions={<Button size="sm" icon={ListFilter} onClick={() => open('calls', { statuses: 'error,refused' })}>{t('usage.seeFailed')}</Button>}>
      <ul>
        {errors.toSorted((a, b) => b.count - a.count).map(({ code, count, lastAt, lastMessage }) => {
          const { title, todo } = failureText(code)
          return (
            <li key={code} className="flex gap-4 border-b border-line px-4 py-2 last:border-0">
              <strong className="w-12 shrink-0 text-right font-semibold text-danger">{format.number(count)}</strong>
              <div className="min-w-0 flex-1">
                <p><span className="font-medium">{title}.</span> {todo}</p>
                {lastMessage && <p className="text-sm break-words text-ink-soft">{lastMessage}</p>}
              </div>
              <time className="shrink-0 text-sm text-ink-soft" title={format.dateTime(lastAt)}>{format.relative(lastAt)}</time>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
