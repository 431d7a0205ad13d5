import { Search, X } from 'lucide-react'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class-names.ts'

const box = 'rounded-md border border-line-control bg-surface text-ink transition-colors duration-100 hover:border-ink-faint focus-visible:border-accent disabled:opacity-50'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(box, 'h-7 w-full px-2', className)} {...rest} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(box, 'w-full resize-y px-2 py-1.5', className)} {...rest} />
}

/**
 * A text filter. With `filterTarget` (one a page) the `/` key focuses it. Escape empties it, and leaves it when empty.
 */
export function SearchInput({ value, onChange, label, filterTarget = false, className, ...rest }: Omit<ComponentProps<'input'>, 'onChange' | 'value'> & { value: string, onChange: (value: string) => void, label: string, filterTarget?: boolean }) {
  const { t } = useTranslation()
  return (
    <div className={classNames('relative', className ?? 'w-56')}>
      <Search aria-hidden size={14} className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-ink-faint" />
      <input
        type="text"
        aria-label={label}
        placeholder={label}
        value={value}
        data-filter-target={filterTarget || undefined}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          // Or the page would close its panel with the same key.
          event.stopPropagation()
          if (value) onChange('')
          else event.currentTarget.blur()
        }}
        className={classNames(box, 'h-7 w-full pr-7 pl-7')}
        {...rest}
      />
      {value && (
        <button type="button" aria-label={t('common.clear')} onClick={() => onChange('')} className="absolute top-1/2 right-1 flex size-6 -translate-y-1/2 items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink">
          <X aria-hidden size={13} />
        </button>
      )}
    </div>
  )
}

/** A labelled control; `children` receives the id and the ids of what describes it. */
export function Field({ label, hint, error, children }: { label: ReactNode, hint?: ReactNode, error?: ReactNode, children: (control: { id: string, 'aria-describedby': string | undefined, 'aria-invalid': true | undefined }) => ReactNode }) {
  const id = useId()
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink-soft">{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {error ? <p id={`${id}-error`} className="text-sm text-danger">{error}</p> : hint && <p id={`${id}-hint`} className="text-sm text-ink-faint">{hint}</p>}
    </div>
  )
}
