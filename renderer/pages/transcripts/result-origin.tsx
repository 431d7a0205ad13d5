import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { modelFailures } from '../../../db/values.ts'
import type { Opinion, TranscriptResult } from '../../../engine/contract/transcripts.ts'
import { usdText } from '../../components/usd.ts'
import { useFormat } from '../../i18n/format.ts'
import type { TaxonomyWords } from './use-taxonomy.ts'

/** Who classified it, with what, when and for how much; and why not the language model, where it was asked for. */
export function ResultOrigin({ result, opinions, words }: { result: TranscriptResult, opinions: readonly Opinion[], words: TaxonomyWords }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { fallback, costUsd } = result
  const outdated = words.version !== null && result.taxonomyVersion < words.version
  const llm = result.source === 'llm' ? opinions.find(opinion => opinion.source === 'llm') : undefined
  const facts = [
    t(`transcripts.source.${result.source}`), result.model,
    llm?.promptVersion && t('transcripts.opinion.promptVersion', { version: llm.promptVersion }),
    costUsd !== null && usdText(format, costUsd),
  ].filter(Boolean).join(' · ')
  return (
    <div className="flex flex-col gap-1 px-4 py-3 text-sm text-ink-faint">
      <p>
        {facts} · {t('transcripts.taxonomyVersion', { version: result.taxonomyVersion })}
        {outdated && <span className="text-caution"> ({t('transcripts.filter.outdatedYes')})</span>}
        {result.source === 'offline' && ` · ${result.modelVersion === null ? t('transcripts.noModel') : t('transcripts.modelVersion', { version: result.modelVersion })}`}
        {' · '}{format.dateTime(result.classifiedAt)}
      </p>
      {llm && !llm.calibrated && <p>{t('transcripts.opinion.uncalibrated')}</p>}
      {llm !== undefined && llm.cutCharacters > 0 && <p>{t('transcripts.opinion.cut', { number: format.number(llm.cutCharacters) })}</p>}
      {fallback !== null && (
        <p className="flex items-start gap-1.5 text-caution">
          <TriangleAlert aria-hidden size={13} className="mt-[3px] shrink-0" />
          <span>{t('transcripts.opinion.fellBack', { reason: failureTitle(fallback.code), when: format.moment(fallback.at) })}</span>
        </p>
      )}
    </div>
  )

  function failureTitle(code: string): string {
    const known = modelFailures.find(failure => failure === code)
    if (known) return t(`modelFailure.${known}.title`)
    return t(code === 'switched_off' ? 'transcripts.opinion.switchedOff' : 'transcripts.opinion.jobFailed')
  }
}
