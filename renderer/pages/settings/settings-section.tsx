import type { ReactNode } from 'react'

export function SettingsSection({ title, body, actions, children }: { title: string, body?: string, actions?: ReactNode, children?: ReactNode }) {
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line pb-2">
        <div className="min-w-0 flex-1 basis-96">
          <h2 className="text-lg font-semibold">{title}</h2>
          {body && <p className="text-ink-soft">{body}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  )
}

/** One setting: what it is at the left, its control at the right. */
export function SettingRow({ label, hint, htmlFor, children }: { label: string, hint?: string, htmlFor?: string, children: ReactNode }) {
  return (
    <div className="flex min-h-12 items-center gap-6 border-b border-line py-2 last:border-0">
      <div className="min-w-0 flex-1">
        <label htmlFor={htmlFor} className="font-medium">{label}</label>
        {hint && <p className="text-sm text-ink-soft">{hint}</p>}
      </div>
      {children}
    </div>
  )
}
