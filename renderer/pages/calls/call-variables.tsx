import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CallDetail } from '../../../engine/contract/calls.ts'
import { Badge } from '../../components/badge.tsx'
import { Section } from './section.tsx'
import { isUnresolved, spokenUnresolved } from './unresolved-variables.ts'

/** What the agent was given to speak and what it noted; those without a value stand out. */
export function CallVariables({ call }: { call: CallDetail }) {
  const { t } = useTranslation()
  const heard = spokenUnresolved(call.turns)
  const unsent = heard.filter(name => call.variables[name] === undefined)
  return (
    <>
      {heard.length > 0 && (
        <p className="flex gap-2 border-b border-line bg-caution-soft px-4 py-2">
          <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-caution" />
          <span>{t('callPage.heardUnresolved', { names: heard.join(', ') })}</span>
        </p>
      )}
      <Section title={t('callPage.sentVariables')}><Variables values={{ ...Object.fromEntries(unsent.map(name => [name, ''])), ...call.variables }} heard={heard} /></Section>
      <Section title={t('callPage.collectedVariables')}><Variables values={call.collectedVariables} heard={[]} /></Section>
    </>
  )
}

function Variables({ values, heard }: { values: Readonly<Record<string, string>>, heard: readonly string[] }) {
  const { t } = useTranslation()
  const names = Object.keys(values).toSorted((one, other) => one.localeCompare(other))
  if (names.length === 0) return <p className="text-ink-soft">{t('callPage.noVariables')}</p>
  return (
    <table className="w-full border-collapse">
      <tbody>
        {names.map(name => {
          const value = values[name] ?? ''
          return (
            <tr key={name} className="border-t border-line first:border-0">
              <th scope="row" className="w-2/5 py-1 pr-3 text-left align-top font-mono text-sm font-normal break-all text-ink-soft">{name}</th>
              <td className="py-1 break-words">
                {value}
                {(isUnresolved(value) || heard.includes(name)) && <Badge tone="caution" icon={TriangleAlert} className={value && 'ml-2'}>{t('callPage.unresolved')}</Badge>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
