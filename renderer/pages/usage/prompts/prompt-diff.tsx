import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromptVersion } from '../../../../engine/contract/llm.ts'
import { classNames } from '../../../components/class-names.ts'
import { Card } from '../../../components/panel.tsx'
import { Select } from '../../../components/select.tsx'
import { lineDiff, type DiffLine } from './line-diff.ts'

const looks: Record<DiffLine['kind'], { sign: string, style: string }> = {
  same: { sign: ' ', style: '' }, removed: { sign: '−', style: 'bg-danger-soft' }, added: { sign: '+', style: 'bg-positive-soft' },
}

/** The text of a version, or what changed from one version to another. */
export function PromptDiff({ versions }: { versions: readonly PromptVersion[] }) {
  const { t } = useTranslation()
  const last = versions.at(-1)
  const [chosen, setChosen] = useState({ from: versions.at(-2)?.version ?? last?.version ?? '', to: last?.version ?? '' })
  const [from, to] = [versions.find(one => one.version === chosen.from), versions.find(one => one.version === chosen.to)]
  const lines = useMemo(() => lineDiff(from?.text ?? '', to?.text ?? ''), [from, to])
  if (!from || !to) return null
  const options = versions.map(({ version }) => ({ value: version, label: version }))
  const changes = lines.filter(line => line.kind !== 'same').length
  return (
    <Card
      title={<>{t(versions.length === 1 ? 'usage.prompts.text' : 'usage.prompts.diff')}{versions.length > 1 && <span className="ml-2 font-normal text-ink-faint">{t('usage.prompts.changedLines', { count: changes })}</span>}</>}
      actions={versions.length > 1 && (
        <span className="flex items-center gap-2">
          <Select size="sm" label={t('usage.prompts.from')} value={chosen.from} onChange={version => setChosen({ ...chosen, from: version })} options={options} />
          <span aria-hidden className="text-ink-faint">→</span>
          <Select size="sm" label={t('usage.prompts.to')} value={chosen.to} onChange={version => setChosen({ ...chosen, to: version })} options={options} />
        </span>
      )}
    >
      <div className="max-h-[60vh] overflow-auto py-2 font-mono text-sm" tabIndex={0} role="region" aria-label={t(versions.length === 1 ? 'usage.prompts.text' : 'usage.prompts.diff')}>
        {lines.map((line, position) => (
          // Lines have no identity of their own; another pair of versions is another list.
          <div key={position} className={classNames('flex px-4', looks[line.kind].style)}>
            <span aria-hidden className="w-4 shrink-0 select-none text-ink-soft">{looks[line.kind].sign}</span>
            {line.kind !== 'same' && <span className="sr-only">{t(`usage.prompts.${line.kind}`)}: </span>}
            <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">{line.text || ' '}</span>
          </div>
        ))}
      </div>
    </Card>
  )
}
