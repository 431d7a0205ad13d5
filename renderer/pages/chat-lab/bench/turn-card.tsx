import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BenchTurn } from '../../../../engine/contract/chat-bench.ts'
import { classNames } from '../../../components/class-names.ts'
import { IconState } from '../../../components/icon-state.tsx'
import { usdText } from '../../../components/usd.ts'
import { useFormat } from '../../../i18n/format.ts'

/** What the customer wrote, what was answered, and what was expected of it. */
export function TurnCard({ turn, number }: { turn: BenchTurn, number: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const isRight = turn.checks.every(check => check.right)
  const cart = turn.cart.map(line => `${format.number(line.quantity)} × ${line.name}`).join(', ') || t('chatBench.emptyCart')
  return (
    <li className={classNames('rounded-lg border bg-surface', isRight ? 'border-line' : 'border-danger')}>
      <header className="flex items-center gap-3 border-b border-line px-3 py-1.5 text-sm text-ink-soft">
        <h3 className="font-medium">{t('chatBench.turn', { number })}</h3>
        <span>{`${format.number(turn.ms, 1)} ms`}</span>
        {turn.model && <span className="truncate">{turn.model.model} · {usdText(format, turn.model.costUsd)}</span>}
        <span className="ml-auto">{isRight ? <IconState icon={CircleCheck} tone="positive" label={t('chatBench.right')} /> : <IconState icon={CircleX} tone="danger" label={t('chatBench.wrong')} />}</span>
      </header>
      <div className="flex flex-col gap-2 px-3 py-2">
        <Said by={t('chatBench.customer')} text={turn.user} className="bg-sunken" />
        <Said by={t('chatBench.agent')} text={turn.reply} className="bg-accent-soft" />
        <p className="text-sm text-ink-soft">{t(`chatLab.intent.${turn.intent}`)} ({format.percent(turn.confidence)}) · {t(`catalogue.orderState.${turn.state}`)} · {t('chatBench.check.cart')}: {cart}{turn.handoff !== null && ` · ${t(`chatBench.handoff.${turn.handoff}`)}`}</p>
        {turn.fellBack && <IconState icon={TriangleAlert} tone="caution" className="text-sm" label={t('chatBench.fellBackFor', { reason: fellBackText(turn.fellBack) })} />}
      </div>
      <div className="border-t border-line px-3 py-2">
        {turn.checks.length === 0 ? <p className="text-sm text-ink-faint">{t('chatBench.noChecks')}</p> : <Checks turn={turn} />}
      </div>
    </li>
  )

  function fellBackText({ code, detail }: NonNullable<BenchTurn['fellBack']>): string {
    if (code === 'ungrounded') return `${t('chatBench.ungrounded')} (${detail})`
    if (code === 'incomplete') return `${t('chatBench.incomplete')} (${detail})`
    return t([`modelFailure.${code}.title`, 'chatBench.fails'])
  }
}

function Said({ by, text, className }: { by: string, text: string, className: string }) {
  return (
    <div>
      <div className="text-xs text-ink-faint">{by}</div>
      <p className={classNames('mt-0.5 w-fit max-w-full rounded-md px-2 py-1 break-words whitespace-pre-wrap', className)}>{text}</p>
    </div>
  )
}

function Checks({ turn }: { turn: BenchTurn }) {
  const { t } = useTranslation()
  const words = useCheckWords()
  return (
    <ul aria-label={t('chatBench.checks')} className="flex flex-col gap-1 text-sm">
      {turn.checks.map(check => {
        const isText = check.what === 'fact' || check.what === 'lacks'
        return (
          <li key={`${check.what} ${check.expected} ${check.got}`} className="flex items-start gap-2">
            {check.right ? <CircleCheck role="img" aria-label={t('chatBench.right')} size={14} className="mt-0.5 shrink-0 text-positive" /> : <CircleX role="img" aria-label={t('chatBench.wrong')} size={14} className="mt-0.5 shrink-0 text-danger" />}
            <span className="w-28 shrink-0 text-ink-soft">{t(`chatBench.check.${check.what}`)}</span>
            <span className={classNames('min-w-0 break-words', !check.right && 'font-medium')}>
              {check.what === 'uncovered' ? check.got : words(check.what, check.expected)}
              {!check.right && !isText && check.what !== 'uncovered' && <span className="font-normal text-danger">{` · ${t('chatBench.got')}: ${words(check.what, check.got)}`}</span>}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** What is compared, as people read it. */
function useCheckWords(): (what: BenchTurn['checks'][number]['what'], value: string) => string {
  const { t } = useTranslation()
  return (what, value) => {
    switch (what) {
      case 'intent': return t(`chatLab.intent.${value}`)
      case 'state': return t(`catalogue.orderState.${value}`)
      case 'handoff': return value === '' ? t('chatBench.noHandoff') : t(`chatBench.handoff.${value}`)
      case 'cart': return value === '' ? t('chatBench.emptyCart') : value
      case 'products': return value === '' ? t('chatBench.nothingTold') : value
      default: return value
    }
  }
}
