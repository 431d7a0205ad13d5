import { useTranslation } from 'react-i18next'
import type { Difference } from './policy-differences.ts'

/** What was and what is, side by side; what says nothing is told as such. */
export function DifferenceTable({ caption, differences }: { caption: string, differences: readonly Difference[] }) {
  const { t } = useTranslation()
  const said = (text: string) => text === '' ? <span className="text-ink-faint">{t('callingSettings.saysNothing')}</span> : text
  return (
    <table className="w-full table-fixed border-collapse text-left text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-ink-soft">
          <th scope="col" className="w-1/4 py-1 pr-4 font-normal">{t('callingSettings.changedRule')}</th>
          <th scope="col" className="py-1 pr-4 font-normal">{t('callingSettings.before')}</th>
          <th scope="col" className="py-1 font-normal">{t('callingSettings.after')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(one => (
          <tr key={one.what} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 pr-4 font-normal">{one.what}</th>
            <td className="py-1.5 pr-4 break-words">{said(one.before)}</td>
            <td className="py-1.5 font-medium break-words">{said(one.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
