import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { falseShare, type CurvePoint } from './curves.ts'

/** "1 of 62 (1.6 %)": a share of wrong answers never stands without its whole, which may be small. */
export function useWrongServed(): (point: CurvePoint) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return point => {
    const share = falseShare(point)
    return t('usage.cache.wrongServed', { wrong: format.number(point.falseHits), served: format.number(point.served), share: share === null ? '–' : format.percent(share, 1) })
  }
}
