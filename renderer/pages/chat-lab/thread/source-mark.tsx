import { useTranslation } from 'react-i18next'
import { Tooltip } from '../../../components/tooltip.tsx'
import { openSource, sourceName } from '../open-source.ts'
import type { SourceGroup } from './mark-sources.ts'

/** A small number behind a fact; it opens where the fact comes from. */
export function SourceMark({ group }: { group: SourceGroup }) {
  const { t } = useTranslation()
  const label = group.label === '' ? sourceName(t, group) : `${t(`chatLab.sourceKind.${group.kind}`)}: ${group.label}`
  return (
    <Tooltip content={label}>
      <button type="button" disabled={group.id === ''} aria-label={t('chatLab.sourceNumber', { number: group.number, label })} onClick={() => openSource(group)} className="mx-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded border border-line-strong bg-surface px-0.5 align-text-top text-xs leading-none text-accent hover:bg-hover">
        {group.number}
      </button>
    </Tooltip>
  )
}
