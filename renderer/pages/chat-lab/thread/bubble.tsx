import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatAuthor } from '../../../../db/values.ts'
import { classNames } from '../../../components/class-names.ts'
import { authorIcons } from '../states.tsx'

const looks = {
  customer: 'self-start border-line bg-sunken',
  agent: 'self-end border-line bg-accent-soft',
  person: 'self-end border-line bg-positive-soft',
}
const inks = { customer: 'text-ink-faint', agent: 'text-accent', person: 'text-positive' }

/** What somebody said: the customer at the left, the shop at the right, each with icon, name and colour. */
export function Bubble({ author, time, marked = false, foot, children }: { author: Exclude<ChatAuthor, 'system'>, time?: ReactNode, marked?: boolean, foot?: ReactNode, children: ReactNode }) {
  const { t } = useTranslation()
  const Icon = authorIcons[author]
  return (
    <article className={classNames('flex max-w-[85%] min-w-24 flex-col gap-0.5', author === 'customer' ? 'self-start items-start' : 'self-end items-end')}>
      <header className="flex items-center gap-1.5 px-1 text-sm">
        <Icon aria-hidden size={13} strokeWidth={2} className={inks[author]} />
        <span className="font-medium text-ink-soft">{t(`chatLab.author.${author}`)}</span>
        {time !== undefined && <span className="text-ink-faint">{time}</span>}
      </header>
      <div className={classNames('rounded-lg border px-3 py-2', looks[author], marked && 'border-accent')}>{children}</div>
      {foot && <footer className="flex min-h-6 flex-wrap items-center gap-1 px-1 text-sm text-ink-soft">{foot}</footer>}
    </article>
  )
}
