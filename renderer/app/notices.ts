import { create } from 'zustand'
import { notify } from '../components/toast.tsx'
import { useEngineEvent } from '../connection/events.ts'
import { i18n } from '../i18n/index.ts'
import { navigate } from './address.ts'
import { noticePlace } from './notice-place.ts'

const mostKept = 50

export type Notice = { id: number, level: 'info' | 'warning' | 'error', key: string, values: Record<string, string | number>, at: number, read: boolean }

/** What the engine said a person should know, since this page was opened; newest first. */
export const useNoticeList = create<{ notices: Notice[] }>(() => ({ notices: [] }))

let nextId = 1

/** Takes in notices from the engine: shows each for a moment and keeps it in the list. Once, in the shell. */
export function useNotices(): void {
  useEngineEvent(event => {
    if (event.type !== 'notice') return
    const notice: Notice = { id: nextId++, level: event.level, key: event.key, values: event.values, at: Date.now(), read: false }
    useNoticeList.setState(({ notices }) => ({ notices: [notice, ...notices].slice(0, mostKept) }))
    const show = { info: notify.info, warning: notify.warning, error: notify.error }[event.level]
    const place = noticePlace(event.key)
    show(i18n.t(event.key, event.values), place ? { action: { label: i18n.t('notices.show'), onClick: () => navigate(place) } } : undefined)
  })
}

export function markNoticesRead(): void {
  useNoticeList.setState(({ notices }) => ({ notices: notices.map(notice => ({ ...notice, read: true })) }))
}

export function clearNotices(): void {
  useNoticeList.setState({ notices: [] })
}
