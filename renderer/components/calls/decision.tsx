import type { TFunction } from 'i18next'
import { Ban, Clock, PhoneOutgoing } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { VerdictName } from '../../../db/values.ts'
import type { Decision } from '../../../engine/contract/calls.ts'
import { useFormat, type Format } from '../../i18n/format.ts'
import type { Tone } from '../badge.tsx'
import { IconState } from '../icon-state.tsx'
import { zonedMoment } from './zoned-clock.ts'

type Told = Pick<Decision, 'rule' | 'figure' | 'limit'>

const verdictLooks = {
  dial: { icon: PhoneOutgoing, tone: 'positive' },
  wait: { icon: Clock, tone: 'caution' },
  exclude: { icon: Ban, tone: 'danger' },
} as const satisfies Record<VerdictName, { icon: typeof Ban, tone: Tone }>

/** Will dial, waits or excluded. */
export function Verdict({ verdict }: { verdict: VerdictName }) {
  const { t } = useTranslation()
  return <IconState {...verdictLooks[verdict]} label={t(`calls.verdict.${verdict}`)} />
}

/** The sentence that tells why, with the figure found and the limit. */
export function decisionText({ rule, figure, limit }: Told, t: TFunction, format: Format): string {
  const values = { figure: shown(figure, format), limit: shown(limit, format) }
  const window = typeof limit === 'string' ? /^(\d+)\/(\d+|calendar_week)$/.exec(limit) : null
  if (window && (rule === 'legal_cap' || rule === 'calls_per_day')) {
    const [, count = '', days = ''] = window
    const span = days === 'calendar_week' ? t('calls.rule.span_week') : t('calls.rule.span_days', { days })
    return t(`calls.rule.${rule}_window`, { ...values, limit: count, span })
  }
  if (rule === 'by_person') return offListText(figure, values, t)
  if (rule === 'no_phone') return t('calls.rule.no_phone', { count: Number(figure ?? 0) })
  if (rule === 'window' && limit === null) return t('calls.rule.window_closed_day', values)
  if (rule === 'holiday' && limit !== null) return t('calls.rule.holiday_preset', values)
  if (rule === 'allowed' && limit === null) return t('calls.rule.allowed_plain')
  return t(`calls.rule.${rule}`, values)
}

/** What the engine itself takes somebody off the list for, until a person has looked. */
const offListCodes = ['possible_opt_out', 'campaign_stopped', 'debt_gone', 'damaged_data'] as const

/** Since when somebody is off the list, or why: by the code of what the engine found, or in a person's own words. */
function offListText(figure: Told['figure'], values: { figure: string }, t: TFunction): string {
  if (figure === null) return t('calls.rule.by_person_plain')
  if (typeof figure === 'string' && /^\d{4}-\d{2}-\d{2}/.test(figure)) return t('calls.rule.by_person', values)
  const code = offListCodes.find(one => one === figure)
  return code === undefined ? t('calls.rule.by_person_because', values) : t(`calls.offList.${code}`)
}

/** The verdict's reason on one line, and until when it holds, on the wall clock of `zone`. */
export function DecisionSentence({ decision, zone }: { decision: Told & { until?: number | null }, zone: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const until = decision.until ?? null
  return (
    <span className="min-w-0">
      {decisionText(decision, t, format)}
      {until !== null && <span className="text-ink-faint"> · {t('calls.until', { time: zonedMoment(format.locale, until, zone) })}</span>}
    </span>
  )
}

/** Days and moments come as text of the debtor's own calendar and wall clock: they are rewritten, never moved to another zone. */
function shown(value: string | number | null, format: Format): string {
  if (value === null) return ''
  if (typeof value === 'number') return format.number(value)
  const moment = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?$/.exec(value)
  return moment?.[1] === undefined ? value : [format.date(moment[1]), moment[2]].filter(Boolean).join(', ')
}
