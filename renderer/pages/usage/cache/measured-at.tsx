import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { pointAt } from './curves.ts'
import { useWrongServed } from './wrong-served.ts'

/** What was measured on labelled pairs at a threshold: with the guards, as answers are served, and without, for comparison. */
export function MeasuredAt({ threshold }: { threshold: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(api.answerCache.curves.queryOptions({ staleTime: Infinity }))
  const wrongServed = useWrongServed()
  return (
    <div className="flex flex-col gap-1 rounded-md bg-sunken/60 px-3 py-2 text-sm">
      <p className="font-medium">{t('usage.cache.measuredAt', { threshold: format.number(threshold, 2) })}</p>
      {data?.map(curve => {
        const [guarded, bare] = [pointAt(curve.guarded, threshold), pointAt(curve.bare, threshold)]
        if (!guarded || !bare) return null
        return <p key={curve.language}>{t('usage.cache.measured', { language: t(`usage.cache.languages.${curve.language}`), guarded: wrongServed(guarded), bare: wrongServed(bare), recall: format.percent(guarded.recall), pairs: format.number(curve.pairs) })}</p>
      })}
    </div>
  )
}
