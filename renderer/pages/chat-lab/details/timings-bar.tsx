import { useTranslation } from 'react-i18next'
import type { ChatTrace } from '../../../../engine/contract/chat.ts'
import { useFormat } from '../../../i18n/format.ts'

const colours = ['var(--series-6)', 'var(--series-1)', 'var(--series-2)', 'var(--series-4)', 'var(--series-3)'] as const

/** Where the time of an answer went, as one bar and in figures. */
export function TimingsBar({ timings }: { timings: ChatTrace['timings'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { waited, understood, retrieved, decided, firstChunk, whole } = timings
  const told = waited + understood + retrieved + decided
  const parts = [['waited', waited], ['understood', understood], ['retrieved', retrieved], ['decided', decided], ['said', Math.max(0, whole - told)]] as const
  const sum = parts.reduce((total, [, value]) => total + value, 0)
  const time = (milliseconds: number) => format.duration(Math.round(milliseconds))
  return (
    <>
      {sum > 0 && (
        <div aria-hidden className="mb-1.5 flex h-2 gap-px overflow-hidden rounded-full">
          {parts.map(([name, value], index) => value > 0 && <span key={name} style={{ flexGrow: value / sum * 100, flexBasis: 0, backgroundColor: colours[index] }} />)}
        </div>
      )}
      <ul className="text-sm">
        {parts.map(([name, value], index) => <li key={name} className="flex items-center gap-1.5"><span aria-hidden className="size-2 rounded-[2px]" style={{ backgroundColor: colours[index] }} /><span className="flex-1 text-ink-soft">{t(`chatLab.trace.time.${name}`)}</span>{time(value)}</li>)}
        <li className="mt-0.5 flex items-center border-t border-line pt-0.5"><span className="flex-1 text-ink-soft">{t('chatLab.trace.time.firstChunk')}</span>{time(firstChunk)}</li>
        <li className="flex items-center font-medium"><span className="flex-1">{t('chatLab.trace.time.whole')}</span>{time(whole)}</li>
      </ul>
    </>
  )
}
