import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { chatChannels, chatControls } from '../../../../db/values.ts'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { MultiSelect } from '../../../components/multi-select.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { SettledSearch } from '../../debtors/debtor-filter-bar.tsx'
import { channelIcons, controlLooks } from '../states.tsx'
import { changeFilter, chatScopes, useChatFilter } from './use-chat-filter.ts'

const search = (text: string) => changeFilter({ text })

/** What the list of chats is filtered by. */
export function ChatFilterBar() {
  const { t } = useTranslation()
  const format = useFormat()
  const { shown, filtered, filter: { businessId } } = useChatFilter()
  // The same question as the rail's, whatever the list is filtered by.
  const { data } = useQuery(api.chat.list.queryOptions({ input: { filter: { businessId }, limit: 1 } }))
  const wanted = data?.wanted ?? 0
  return (
    <div role="search" aria-label={t('chatLab.filters')} className="flex shrink-0 flex-col gap-1.5 border-b border-line px-3 py-2">
      <SettledSearch label={t('chatLab.search')} value={shown.text} onChange={search} />
      <div role="group" aria-label={t('chatLab.scope')} className="flex gap-0.5">
        {chatScopes.map(scope => (
          <button
            key={scope} type="button" aria-pressed={shown.scope === scope} onClick={() => changeFilter({ scope })}
            className={classNames('flex h-6 items-center gap-1 rounded px-1.5 text-sm font-medium whitespace-nowrap', shown.scope === scope ? 'bg-pressed text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink')}
          >
            {t(`chatLab.scopes.${scope}`)}
            {scope === 'wanted' && wanted > 0 && <span className="rounded bg-caution-soft px-1 text-xs text-caution">{format.number(wanted)}</span>}
          </button>
        ))}
      </div>
      <div className="flex flex-wrap gap-1.5">
        <MultiSelect label={t('chatLab.controlledBy')} values={shown.controls} onChange={controls => changeFilter({ controls })} options={chatControls.map(value => ({ value, label: t(`chatLab.control.${value}`), icon: controlLooks[value].icon }))} className="!h-6 text-sm" />
        <MultiSelect label={t('chatLab.channelName')} values={shown.channels} onChange={channels => changeFilter({ channels })} options={chatChannels.map(value => ({ value, label: t(`chatLab.channel.${value}`), icon: channelIcons[value] }))} className="!h-6 text-sm" />
        {filtered && <Button variant="ghost" size="sm" onClick={() => changeFilter({ text: '', controls: [], channels: [] })}>{t('common.clear')}</Button>}
      </div>
    </div>
  )
}
