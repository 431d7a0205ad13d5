import type { TFunction } from 'i18next'
import { Flag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CallDetail } from '../../../engine/contract/calls.ts'
import { navigate } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { centsText, costText, Money } from '../../components/calls/money.tsx'
import { DispositionState, OutcomeState, PromiseStateLabel, SentimentState } from '../../components/calls/states.tsx'
import { useFormat, type Format } from '../../i18n/format.ts'
import { recordingKey } from './player.tsx'
import { Facts, Section } from './section.tsx'

/** What the call came to: what to look at, the outcome and its words, the promise, the provider's analysis, what it cost. */
export function CallAnalysis({ call }: { call: CallDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { attempt, promise, quote } = call
  const turn = quote && call.turns[quote.turn]
  const flags = [...new Set([...attempt.flags, ...(promise?.flags ?? [])])]
  const yesNo = (value: boolean | null) => value === null ? <None /> : t(value ? 'common.yes' : 'common.no')
  return (
    <>
      {flags.length > 0 && (
        <Section title={t('callPage.lookAt')}>
          <ul className="flex flex-col gap-1.5">
            {flags.map(flag => (
              <li key={flag} className="flex gap-2 rounded-md bg-caution-soft px-2.5 py-1.5">
                <Flag aria-hidden size={14} className="mt-0.5 shrink-0 text-caution" />
                <span><span className="font-medium">{t(`calls.flag.${flag}`, { defaultValue: flag })}</span><span className="block text-ink-soft">{t(`calls.flagHelp.${flag}`, { defaultValue: '' })}</span></span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('callPage.result')}>
        <Facts entries={[
          [t('callPage.column.outcome'), <OutcomeState key="outcome" outcome={attempt.outcome} />],
          [t('callPage.column.ending'), <DispositionState key="ending" group={attempt.disposition} reason={attempt.disconnectionReason} />],
          [t('callPage.column.contact'), yesNo(attempt.state === 'ended' ? attempt.contact : null)],
          [t('callPage.successful'), yesNo(attempt.callSuccessful)],
          [t('callPage.inVoicemail'), yesNo(call.inVoicemail)],
          [t('callPage.column.sentiment'), <SentimentState key="sentiment" sentiment={attempt.sentiment} />],
        ]} />
        {quote && turn && <blockquote className="mt-2 border-l-2 border-caution pl-3 text-ink-soft">«{turn.text.slice(quote.start, quote.end)}» <span className="text-ink-faint">– {t(`callPage.speaker.${turn.role}`)}</span></blockquote>}
        {call.summary && <p className="mt-2 max-w-prose">{call.summary}</p>}
        {call.transcriptId && <Button size="sm" className="mt-2" onClick={() => navigate({ page: 'transcripts', item: call.transcriptId })}>{t('callPage.classified')}</Button>}
      </Section>
      {promise && (
        <Section title={t('callPage.promise')}>
          <Facts entries={[
            [t('callPage.promiseState'), <PromiseStateLabel key="state" state={promise.state} />],
            [t('callPage.promisedOn'), promise.promisedOn === null ? <None key="day" /> : format.date(promise.promisedOn)],
            [t('callPage.promised'), <Money key="amount" value={promise.amount} />],
            [t('callPage.paid'), <Money key="paid" value={promise.paid} />],
            [t('callPage.company'), promise.company],
          ]} />
          <Button size="sm" className="mt-2" onClick={() => navigate({ page: 'promises', item: promise.promisedOn ?? null, query: { promise: promise.id } })}>{t('callPage.openPromise')}</Button>
        </Section>
      )}
      <Section title={t('callPage.costs')}>
        {call.costs.length === 0 && attempt.costCents === null ? <p className="text-ink-soft">{t('callPage.noCosts')}</p> : (
          <table className="w-full max-w-md border-collapse">
            <caption className="sr-only">{t('callPage.costs')}</caption>
            <thead><tr className="text-sm text-ink-soft"><th scope="col" className="py-0.5 text-left font-medium">{t('callPage.product')}</th><th scope="col" className="text-right font-medium">{t('callPage.cents')}</th><th scope="col" className="text-right font-medium">{t('callPage.dollars')}</th></tr></thead>
            <tbody>
              {call.costs.map(({ product, cents }) => <tr key={product} className="border-t border-line"><th scope="row" className="py-0.5 text-left font-normal">{product}</th><td className="text-right">{centsText(format, cents)}</td><td className="text-right">{costText(format, cents)}</td></tr>)}
              <tr className="border-t border-line-strong font-medium"><th scope="row" className="py-0.5 text-left font-medium">{t('callPage.total')}</th><td className="text-right">{centsText(format, attempt.costCents ?? 0)}</td><td className="text-right">{costText(format, attempt.costCents ?? 0)}</td></tr>
            </tbody>
          </table>
        )}
      </Section>
      <Section title={t('callPage.technical')}>
        <Facts entries={[
          [t('callPage.latency'), call.latencyMs.p50 === null ? <None key="latency" /> : t('callPage.latencyOf', { p50: format.duration(Math.round(call.latencyMs.p50)), p95: call.latencyMs.p95 === null ? '–' : format.duration(Math.round(call.latencyMs.p95)) })],
          [t('callPage.fromNumber'), call.fromNumber],
          [t('callPage.column.callId'), attempt.callId ? <code key="id" className="font-mono text-sm break-all">{attempt.callId}</code> : <None key="id" />],
          [t('callPage.recordingFile'), recordingText(call, t, format)],
          ...(call.recording?.sha256 ? [['SHA-256', <code key="sha" className="font-mono text-sm break-all">{call.recording.sha256}</code>] as const] : []),
        ]} />
      </Section>
    </>
  )
}

function recordingText(call: CallDetail, t: TFunction, format: Format): string {
  const { recording } = call
  if (recording === null || recording.bytes === null) return t(`callPage.recording.${recordingKey(call)}`)
  const size = format.bytes(recording.bytes)
  return recording.removeAfter === null ? size : `${size} · ${t('callPage.removeAfter', { date: format.date(recording.removeAfter) })}`
}

function None() {
  return <span className="text-ink-faint">–</span>
}
