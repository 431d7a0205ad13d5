import { Flag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BenchFigures, BenchRun } from '../../../../engine/contract/chat-bench.ts'
import { Badge } from '../../../components/badge.tsx'
import { classNames } from '../../../components/class-names.ts'
import { usdText } from '../../../components/usd.ts'
import { useFormat } from '../../../i18n/format.ts'
import { openRun } from './bench-address.ts'
import { RunState } from './run-state.tsx'
import { useVariantWords } from './variant-words.ts'

const head = 'h-8 border-b border-line px-3 text-left text-sm font-medium whitespace-nowrap text-ink-soft'
const wide = 'hidden @4xl:table-cell'
const roomy = 'hidden @2xl:table-cell'

/** Runs, latest first, with the figures that tell them apart. */
export function RunTable({ runs }: { runs: readonly BenchRun[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const variantText = useVariantWords()
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          <th scope="col" className={classNames(head, 'pl-4')}>{t('chatBench.when')}</th>
          <th scope="col" className={head}>{t('chatBench.variant')}</th>
          <th scope="col" className={head}>{t('chatBench.stateTitle')}</th>
          <th scope="col" className={classNames(head, 'text-right')}>{t('chatBench.passed')}</th>
          <th scope="col" className={classNames(head, roomy, 'text-right')}>{t('chatBench.check.intent')}</th>
          <th scope="col" className={classNames(head, roomy, 'text-right')}>{t('chatBench.check.cart')}</th>
          <th scope="col" className={classNames(head, wide, 'text-right')}>{t('chatBench.figure.uncovered')}</th>
          <th scope="col" className={classNames(head, wide, 'text-right')}>{t('chatBench.meanMs')}</th>
          <th scope="col" className={classNames(head, wide, 'pr-4 text-right')}>{t('chatBench.cost')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map(run => (
          <tr key={run.id} onClick={() => openRun(run.id)} className="h-10 border-b border-line last:border-b-0 hover:bg-hover">
            <td className="pr-3 pl-4 whitespace-nowrap">
              <span className="flex items-center gap-2">
                <button type="button" className="rounded text-left font-medium">{format.moment(run.createdAt)}</button>
                {run.reference && <Badge tone="accent" icon={Flag}>{t('chatBench.reference')}</Badge>}
              </span>
            </td>
            <td className="max-w-64 truncate px-3">{variantText(run.variant)}</td>
            <td className="px-3"><RunState run={run} /></td>
            <td className="px-3 text-right whitespace-nowrap">{run.figures.conversations === 0 ? <Nothing /> : t('chatBench.passedOf', { passed: format.number(run.figures.passed), total: format.number(run.figures.conversations) })}</td>
            <td className={classNames(roomy, 'px-3 text-right')}><Share of={run.figures.intents} /></td>
            <td className={classNames(roomy, 'px-3 text-right')}><Share of={run.figures.carts} /></td>
            <td className={classNames(wide, 'px-3 text-right')}>{format.number(run.figures.uncovered)}</td>
            <td className={classNames(wide, 'px-3 text-right whitespace-nowrap')}>{run.figures.meanMs === null ? <Nothing /> : `${format.number(run.figures.meanMs, 1)} ms`}</td>
            <td className={classNames(wide, 'pr-4 pl-3 text-right whitespace-nowrap')}>{usdText(format, run.figures.costUsd)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Share({ of }: { of: BenchFigures['intents'] }) {
  const format = useFormat()
  return of.checked === 0 ? <Nothing /> : format.percent(of.right / of.checked)
}

function Nothing() {
  return <span className="text-ink-faint">–</span>
}
