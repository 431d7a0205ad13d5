import { create } from 'zustand'

const useAnnouncement = create<{ text: string }>(() => ({ text: '' }))

/** Says something to screen readers without moving the focus. */
export function announce(text: string): void {
  useAnnouncement.setState({ text })
}

/** Once, in the application. */
export function LiveRegion() {
  const text = useAnnouncement(state => state.text)
  return <div role="status" aria-live="polite" className="sr-only">{text}</div>
}
