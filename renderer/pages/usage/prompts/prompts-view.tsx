import { useQuery } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openItem, useAddress } from '../../../app/address.ts'
import { classNames } from '../../../components/class-names.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { PromptDiff } from './prompt-diff.tsx'
import { PromptVersions } from './prompt-versions.tsx'

/** The prompts of the program: their versions, how calls are shared among these, and how each does. */
export function PromptsView() {
  const { t } = useTranslation()
  const format = useFormat()
  const { item } = useAddress()
  const { data, error, refetch } = useQuery(api.llm.prompts.queryOptions())
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <div className="p-4"><SkeletonLines lines={6} /></div>
  const shown = data.find(prompt => prompt.name === item) ?? data[0]
  if (!shown) return <EmptyState icon={FileText} title={t('usage.prompts.empty')} body={t('usage.prompts.emptyBody')} />
  return (
    <div className="flex min-h-0 flex-1">
      <nav aria-label={t('usage.viewPrompts')} className="w-60 shrink-0 overflow-y-auto border-r border-line p-2">
        {data.map(prompt => (
          <button
            key={prompt.name} type="button" aria-current={prompt === shown || undefined} onClick={() => openItem(prompt.name, { replace: true })}
            className={classNames('flex w-full flex-col rounded-md px-2 py-1.5 text-left', prompt === shown ? 'bg-pressed text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink')}
          >
            <span className="truncate font-medium">{prompt.label[format.language]}</span>
            <span className="text-sm text-ink-faint">{t('usage.prompts.versions', { count: prompt.versions.length })}</span>
          </button>
        ))}
      </nav>
      <div key={shown.name} className="min-w-0 flex-1 overflow-y-auto p-4">
        <div className="mx-auto flex max-w-[1200px] flex-col gap-4">
          <PromptVersions key={shown.versions.map(one => `${one.version} ${one.share}`).join()} name={shown.name} label={shown.label[format.language]} versions={shown.versions} />
          <PromptDiff versions={shown.versions} />
        </div>
      </div>
    </div>
  )
}
