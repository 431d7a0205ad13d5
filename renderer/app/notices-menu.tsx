import { Bell, CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Popover } from '../components/popover.tsx'
import { useFormat } from '../i18n/format.ts'
import { navigate } from './address.ts'
import { noticePlace } from './notice-place.ts'
import { clearNotices, markNoticesRead, useNoticeList } from './notices.ts'

const looks = {
  info: { icon: Info, ink: 'text-accent' },
  warning: { icon: TriangleAlert, ink: 'text-caution' },
  error: { icon: CircleAlert, ink: 'text-danger' },
}

/** What the engine said since this page was opened. */
export function NoticesMenu() {
  const { t } = useTranslation()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const notices = useNoticeList(state => state.notices)
  const unread = notices.filter(notice => !notice.read).length
  return (
    <Popover
      label={t('notices.title')}
      align="end"
      className="w-80"
      focusSelf
      open={open}
      onOpenChange={next => {
        setOpen(next)
        if (!next) markNoticesRead()
      }}
      trigger={(
        <Button square variant="ghost" className="relative" aria-label={unread ? t('notices.unread', { count: unread }) : t('notices.title')} title={t('notices.title')}>
          <Bell aria-hidden size={16} strokeWidth={1.75} />
          {unread > 0 && <span aria-hidden className="absolute top-1 right-1 size-1.5 rounded-full bg-danger" />}
        </Button>
      )}
    >
      <div className="flex h-9 items-center justify-between border-b border-line px-3">
        <h2 className="font-semibold">{t('notices.title')}</h2>
        {notices.length > 0 && <Button variant="ghost" size="sm" onClick={clearNotices}>{t('notices.clear')}</Button>}
      </div>
      {notices.length === 0 && <p className="px-3 py-4 text-ink-soft">{t('notices.empty')}</p>}
      <ul className="max-h-96 overflow-y-auto">
        {notices.map(notice => {
          const { icon: Icon, ink } = looks[notice.level]
          const place = noticePlace(notice.key)
          return (
            <li key={notice.id} className="flex gap-2 border-b border-line px-3 py-2 last:border-0">
              <Icon aria-hidden size={14} className={`mt-0.5 shrink-0 ${ink}`} />
              <span className="min-w-0 flex-1">
                {t(notice.key, notice.values)}
                {place && <Button variant="ghost" size="sm" className="-ml-2 flex" onClick={() => { setOpen(false); markNoticesRead(); navigate(place) }}>{t('notices.show')}</Button>}
              </span>
              <time className="shrink-0 text-sm text-ink-faint">{format.time(notice.at)}</time>
            </li>
          )
        })}
      </ul>
    </Popover>
  )
}
