import { useTranslation } from 'react-i18next'
import { openSource, sourceName } from '../open-source.ts'
import type { SourceGroup } from '../thread/mark-sources.ts'

/** Where the facts of the answer come from, with what was taken from each. */
export function SourceList({ groups }: { groups: readonly SourceGroup[] }) {
  const { t } = useTranslation()
  if (groups.length === 0) return <p className="text-ink-soft">{t('chatLab.noSources')}</p>
  return (
    <ol className="flex flex-col gap-2">
      {groups.map(group => (
        <li key={group.number} className="flex gap-2">
          <span className="mt-0.5 flex h-4 min-w-4 items-center justify-center self-start rounded border border-line-strong text-xs text-ink-soft">{group.number}</span>
          <span className="min-w-0 flex-1">
            {group.id === ''
              ? <span>{sourceName(t, group)}</span>
              : <button type="button" className="rounded text-left text-accent hover:underline" onClick={() => openSource(group)}>{sourceName(t, group)}</button>}
            {group.label !== '' && <span className="block text-sm text-ink-faint">{t(`chatLab.sourceKind.${group.kind}`)}</span>}
            <span className="block text-sm break-words text-ink-soft">{group.facts.map(fact => `${t(`chatLab.fact.${fact.field}`, { defaultValue: fact.field })}: ${fact.value}`).join(' · ')}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
