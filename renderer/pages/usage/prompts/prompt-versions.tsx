import { useMutation } from '@tanstack/react-query'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromptVersion } from '../../../../engine/contract/llm.ts'
import { Button } from '../../../components/button.tsx'
import { Card } from '../../../components/panel.tsx'
import { notify } from '../../../components/toast.tsx'
import { usdText } from '../../../components/usd.ts'
import { api } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { shareOf } from '../figures.ts'
import { percentsOf, withPercent } from './shares.ts'

/** The versions of one prompt side by side: the share of the calls each gets, and what came of those calls. */
export function PromptVersions({ name, label, versions }: { name: string, label: string, versions: readonly PromptVersion[] }) {
  const { t } = useTranslation()
  const saved = percentsOf(versions)
  const [percents, setPercents] = useState(saved)
  const changed = versions.some(({ version }) => percents[version] !== saved[version])
  const share = useMutation(api.llm.sharePrompt.mutationOptions({
    onSuccess: () => {
      notify.success(t('usage.prompts.shared'))
      return queryClient.invalidateQueries({ queryKey: api.llm.prompts.key() })
    },
  }))
  const save = () => share.mutate({ name, shares: versions.map(({ version }) => ({ version, share: (percents[version] ?? 0) / 100 })) })
  return (
    <Card
      title={<>{label} <code className="ml-1 font-mono text-sm font-normal text-ink-faint">{name}</code></>}
      actions={changed && (
        <>
          <Button size="sm" variant="ghost" onClick={() => setPercents(saved)}>{t('common.cancel')}</Button>
          <Button size="sm" variant="primary" busy={share.isPending} onClick={save}>{t('usage.prompts.saveShares')}</Button>
        </>
      )}
    >
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
        <table className="w-full border-collapse">
          <thead>
            <tr className="h-8 text-sm text-ink-soft">
              <th scope="col" className="px-4 text-left font-medium">{t('usage.prompts.version')}</th>
              <th scope="col" className="px-3 text-left font-medium">{t('usage.prompts.share')}</th>
              {(['calls', 'rated', 'errors', 'meanTime', 'meanCost'] as const).map(column => <th key={column} scope="col" className="px-3 text-right font-medium whitespace-nowrap last:pr-4">{t(`usage.prompts.${column}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {versions.map(version => (
              <VersionRow key={version.version} version={version} only={versions.length === 1} percent={percents[version.version] ?? 0} onPercent={percent => setPercents(withPercent(percents, version.version, percent))} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="border-t border-line px-4 py-2 text-sm text-ink-faint">{t(versions.length === 1 ? 'usage.prompts.onlyOne' : 'usage.prompts.sharesHint')}</p>
    </Card>
  )
}

function VersionRow({ version, only, percent, onPercent }: { version: PromptVersion, only: boolean, percent: number, onPercent: (percent: number) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { up, down, errors, calls } = version
  const errorShare = shareOf(errors, calls)
  const number = 'px-3 text-right whitespace-nowrap last:pr-4'
  return (
    <>
      <tr className="border-t border-line align-top [&>*]:pt-2">
        <th scope="row" className="px-4 text-left font-medium">{version.version}</th>
        <td className="px-3">
          {only
            ? format.percent(1)
            : (
                <span className="flex items-center gap-2">
                  <input type="range" min={0} max={100} value={percent} aria-label={t('usage.prompts.shareOf', { version: version.version })} aria-valuetext={format.percent(percent / 100)} onChange={event => onPercent(event.target.valueAsNumber)} className="w-32 accent-(--accent)" />
                  <span className="w-12 text-right">{format.percent(percent / 100)}</span>
                </span>
              )}
        </td>
        <td className={number}>{format.number(calls)}</td>
        <td className={number}>
          {up + down === 0
            ? <span className="text-ink-faint">{t('usage.prompts.notRated')}</span>
            : (
                <span className="inline-flex items-center gap-1.5">
                  <ThumbsUp aria-hidden size={13} className="text-positive" /><span className="sr-only">{t('usage.good')}: </span>{format.number(up)}
                  <ThumbsDown aria-hidden size={13} className="ml-1 text-danger" /><span className="sr-only">{t('usage.bad')}: </span>{format.number(down)}
                  <span className="ml-1 text-ink-soft">{format.percent(up / (up + down))}</span>
                </span>
              )}
        </td>
        <td className={number}>{format.number(errors)}{errorShare !== null && errors > 0 && <span className="ml-1 text-ink-soft">{format.percent(errorShare, 1)}</span>}</td>
        <td className={number}>{version.meanResponseTimeMs === null ? '–' : format.duration(Math.round(version.meanResponseTimeMs))}</td>
        <td className={number}>{version.meanCostUsd === null ? '–' : usdText(format, version.meanCostUsd)}</td>
      </tr>
      <tr><td colSpan={7} className="px-4 pb-2 text-sm text-ink-soft">{version.note}</td></tr>
    </>
  )
}
