import { useTranslation } from 'react-i18next'
import { navigate } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { CannedText } from './canned-text.tsx'
import type { CannedMenuState } from './use-canned-menu.ts'

/** The canned replies that match, and what the chosen one says with the order as it is. The keys are the field's. */
export function CannedMenu({ menu }: { menu: CannedMenuState }) {
  const { t } = useTranslation()
  const { matching, current, preview } = menu
  return (
    <div className="absolute right-4 bottom-full left-4 z-10 mb-1 flex max-h-80 flex-col overflow-hidden rounded-md border border-line bg-raised shadow-popover">
      {matching.length === 0 && <p className="flex items-center gap-3 px-3 py-2 text-ink-soft">{t('chatLab.canned.noMatch')}<Button size="sm" onClick={() => navigate({ page: 'chat-lab', item: 'settings' })}>{t('chatLab.canned.edit')}</Button></p>}
      <ul role="listbox" id={menu.listId} aria-label={t('chatLab.canned.title')} className={classNames('min-h-0 overflow-y-auto p-1', matching.length === 0 && 'hidden')}>
        {matching.map((reply, index) => (
          // The keys that choose are those of the field, which keeps the focus.
          <li
            key={reply.id} id={menu.optionId(reply)} role="option" aria-selected={reply.id === current?.id}
            onMouseDown={event => event.preventDefault()} onMouseMove={() => menu.point(index)} onClick={() => menu.take(reply)}
            className={classNames('flex h-7 items-center gap-3 rounded px-2', reply.id === current?.id && 'bg-pressed')}
          >
            <span className="shrink-0 font-medium">/{reply.shortcut}</span><span className="truncate text-ink-soft">{reply.text}</span>
          </li>
        ))}
      </ul>
      {current && preview && (
        <div className="max-h-40 shrink-0 overflow-y-auto border-t border-line bg-canvas px-3 py-2" tabIndex={-1}>
          <p className="text-sm text-ink-faint">{t('chatLab.canned.preview')}</p>
          <CannedText text={preview.text} filled />
        </div>
      )}
    </div>
  )
}
