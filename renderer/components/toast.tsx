import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { toast, Toaster } from 'sonner'

/** Messages with the same `id` replace each other. */
type Detail = { id?: string, description?: string | undefined, action?: { label: string, onClick: () => void } }

/** Short messages at the corner. Problems stay until closed; the rest leave by themselves. */
export const notify = {
  success: (title: string, detail?: Detail) => toast.success(title, detail),
  info: (title: string, detail?: Detail) => toast.info(title, detail),
  warning: (title: string, detail?: Detail) => toast.warning(title, { ...detail, duration: 10_000 }),
  error: (title: string, detail?: Detail) => toast.error(title, { ...detail, duration: Number.POSITIVE_INFINITY }),
  dismiss: (id: string) => toast.dismiss(id),
}

/** Once, in the shell. */
export function ToastHost({ theme }: { theme: 'light' | 'dark' | 'system' }) {
  return (
    <Toaster
      theme={theme}
      position="bottom-right"
      // Above the buttons at the foot of a wizard, a dialog or a chat.
      offset={{ bottom: 104 }}
      closeButton
      style={{ fontFamily: 'inherit' }}
      icons={{
        success: <CircleCheck size={16} className="text-positive" />,
        info: <Info size={16} className="text-accent" />,
        warning: <TriangleAlert size={16} className="text-caution" />,
        error: <CircleAlert size={16} className="text-danger" />,
      }}
      toastOptions={{
        style: { background: 'var(--raised)', color: 'var(--ink)', border: '1px solid var(--line)', fontSize: '0.8125rem', boxShadow: 'var(--shadow-popover)' },
        classNames: { description: '!text-ink-soft', closeButton: '!left-auto !right-0 !translate-x-[35%] !-translate-y-[35%] !border-line !bg-raised !text-ink-soft' },
      }}
    />
  )
}
