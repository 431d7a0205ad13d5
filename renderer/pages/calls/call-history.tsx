import { useTranslation } from 'react-i18next'
import { disconnectionReasons } from '../../../db/values.ts'
import type { CallDetail } from '../../../engine/contract/calls.ts'
import { DecisionSentence, Verdict } from '../../components/calls/decision.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import { Section } from './section.tsx'

/** What happened to the call, step by step, and every decision about the debtor that led to it. */
export function CallHistory({ call }: { call: CallDetail }) {
  const { t } = useTranslation()
  const { timeZone } = call.attempt
  return (
    <>
      <Section title={t('callPage.timeline')}>
        <ol className="flex flex-col">
          {call.timeline.map(step => (
            <li key={`${step.at} ${step.kind} ${step.detail ?? ''}`} className="flex gap-3 border-l border-line py-1 pl-3">
              <ZonedTime at={step.at} zone={timeZone} shape="time" className="w-20 shrink-0 text-sm text-ink-faint" />
              <span className="min-w-0 break-words">
                {t(`callPage.event.${step.kind}`, { defaultValue: step.kind })}
                {step.detail && <span className="text-ink-soft"> · {detailText(step.detail, key => t(key))}</span>}
              </span>
            </li>
          ))}
          {call.timeline.length === 0 && <li className="text-ink-soft">{t('callPage.noTimeline')}</li>}
        </ol>
      </Section>
      <Section title={t('callPage.ledger')}>
        <ol className="flex flex-col">
          {call.decisions.map(decision => (
            <li key={`${decision.at} ${decision.verdict} ${decision.rule} ${decision.attemptId ?? ''}`} className="grid grid-cols-[9rem_6.5rem_1fr] gap-x-3 border-t border-line py-1 first:border-0">
              <ZonedTime at={decision.at} zone={timeZone} className="text-sm text-ink-faint" />
              <Verdict verdict={decision.verdict} />
              <span className="min-w-0"><DecisionSentence decision={decision} zone={timeZone} /><span className="text-sm text-ink-faint"> · {t('callPage.policyVersion', { version: decision.policyVersion })}</span></span>
            </li>
          ))}
          {call.decisions.length === 0 && <li className="text-ink-soft">{t('callPage.noLedger')}</li>}
        </ol>
      </Section>
    </>
  )
}

function detailText(detail: string, t: (key: string) => string): string {
  return disconnectionReasons.some(reason => reason === detail) ? t(`calls.reason.${detail}`) : detail
}
