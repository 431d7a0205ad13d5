import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Minus, PenLine, Plus, type LucideIcon } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../db/values.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { Card } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { readContent, type TaxonomyContent } from './taxonomy-content.ts'
import { compareTaxonomies, countCues, isEmptyDiff, type EnumChange, type ValueChange } from './taxonomy-diff.ts'

const looks: Record<ValueChange['kind'], { icon: LucideIcon, tone: Tone }> = {
  added: { icon: Plus, tone: 'positive' },
  removed: { icon: Minus, tone: 'danger' },
  renamed: { icon: ArrowRight, tone: 'caution' },
  changed: { icon: PenLine, tone: 'accent' },
}

/** What the draft changes of the version in service, value by value. */
export function TaxonomyChanges({ content, activeVersion }: { content: TaxonomyContent, activeVersion: number }) {
  const { t } = useTranslation()
  const { language } = useFormat()
  const { data, error, refetch } = useQuery(api.taxonomies.content.queryOptions({ input: { version: activeVersion }, staleTime: Infinity }))
  const diff = useMemo(() => {
    const active = data && readContent(data.content)
    return active ? compareTaxonomies(active, content) : null
  }, [data, content])
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />
  if (!diff) return <div className="p-4"><SkeletonLines lines={6} /></div>
  if (isEmptyDiff(diff)) return <p className="p-6 text-ink-soft">{t('taxonomy.change.none', { version: activeVersion })}</p>
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
      {diff.enums.map(change => <EnumChangeCard key={`${change.kind} ${change.one.name}`} change={change} />)}
      {diff.signals.length > 0 && (
        <Card title={t('taxonomy.signals')}>
          <ul className="py-1">{diff.signals.map(({ kind, signal }) => <Line key={signal.name} kind={kind} name={signal.label[language] || signal.name} code={signal.name} />)}</ul>
        </Card>
      )}
      {diff.rest && <p className="text-ink-soft">{t('taxonomy.change.rest')}</p>}
    </div>
  )
}

function EnumChangeCard({ change }: { change: EnumChange }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { one } = change
  return (
    <Card title={one.label[format.language] || one.name} actions={change.kind !== 'changed' && <ChangeBadge kind={change.kind} />}>
      {change.kind === 'changed' && (
        <ul className="py-1">
          {change.ownChange && <li className="px-4 py-1 text-ink-soft">{t('taxonomy.change.own')}</li>}
          {change.reordered && <li className="px-4 py-1 text-ink-soft">{t('taxonomy.change.reordered')}</li>}
          {change.values.map(valueChange => {
            const { kind, value } = valueChange
            return (
              <Line key={`${kind} ${value.value}`} kind={kind} name={value.label[format.language] || value.value} code={kind === 'renamed' ? `${valueChange.before.value} → ${value.value}` : value.value}>
                {(kind === 'renamed' || kind === 'changed') && partTexts(valueChange).map(([key, values]) => t(`taxonomy.change.part.${key}`, values)).join(' · ')}
              </Line>
            )
          })}
        </ul>
      )}
    </Card>
  )

  function partTexts(valueChange: Extract<ValueChange, { kind: 'renamed' | 'changed' }>): [key: string, values: Record<string, string>][] {
    const { before, value } = valueChange
    return valueChange.parts.map(part => {
      if (part === 'label') {
        const changed = languages.filter(language => before.label[language] !== value.label[language])
        return [part, { before: changed.map(language => before.label[language]).join(' / '), after: changed.map(language => value.label[language] || '–').join(' / ') }]
      }
      if (part === 'prior') return [part, { before: format.percent(before.prior, 2), after: format.percent(value.prior, 2) }]
      if (part !== 'cues') return [part, {}]
      const { added, removed } = countCues(before.cues, value.cues)
      return [part, { added: format.number(added), removed: format.number(removed) }]
    })
  }
}

function Line({ kind, name, code, children }: { kind: ValueChange['kind'], name: string, code: string, children?: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-1">
      <ChangeBadge kind={kind} />
      <span className="font-medium">{name}</span>
      <code className="font-mono text-sm text-ink-faint">{code}</code>
      {children && <span className="text-sm text-ink-soft">{children}</span>}
    </li>
  )
}

function ChangeBadge({ kind }: { kind: ValueChange['kind'] }) {
  const { t } = useTranslation()
  return <Badge {...looks[kind]}>{t(`taxonomy.change.kind.${kind}`)}</Badge>
}
