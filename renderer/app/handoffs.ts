import { notify } from '../components/toast.tsx'
import { useEngineEvent } from '../connection/events.ts'
import { i18n } from '../i18n/index.ts'
import { currentAddress, navigate } from './address.ts'
import { switchBusiness } from './business-switcher.tsx'
import { useBusinessId } from './business.ts'

/** Tells, wherever the person is, that somebody is wanted in a chat: a short message here, and a notice of the desktop while the console is out of sight. Once, in the shell. */
export function useHandoffs(): void {
  const shownBusiness = useBusinessId()
  useEngineEvent(event => {
    if (event.type !== 'chat.handoff') return
    const { businessId, chatId, reason } = event
    const title = i18n.t('chatLab.handoffNotice', { title: event.title || i18n.t('chatLab.untitled') })
    const open = () => {
      const go = () => navigate({ page: 'chat-lab', item: chatId })
      if (businessId === shownBusiness) go()
      else void switchBusiness(businessId).then(go)
    }
    const { page, item } = currentAddress()
    const inSight = document.visibilityState === 'visible' && document.hasFocus()
    // Whoever has the chat open sees it there.
    if (!(inSight && page === 'chat-lab' && item === chatId)) {
      notify.warning(title, { id: `handoff ${chatId}`, description: i18n.t(`chatLab.handoffLong.${reason}`), action: { label: i18n.t('chatLab.openChat'), onClick: open } })
    }
    if (!inSight) showOnDesktop(i18n.t('chatLab.personWanted'), i18n.t(`chatLab.handoffLong.${reason}`), chatId, open)
  })
}

/** Only where the person has allowed it; asked for in the chat lab. Neither names nor words of the customer are in it: others may see the screen. */
function showOnDesktop(title: string, body: string, tag: string, open: () => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const notification = new Notification(title, { body, tag })
  notification.addEventListener('click', () => {
    window.focus()
    open()
    notification.close()
  })
}
