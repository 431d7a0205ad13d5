import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

const variants = {
  primary: 'border-transparent bg-accent-fill text-accent-ink enabled:hover:bg-accent-fill-hover',
  secondary: 'border-line-strong bg-surface text-ink enabled:hover:bg-hover enabled:active:bg-pressed',
  ghost: 'border-transparent text-ink-soft enabled:hover:bg-hover enabled:hover:text-ink enabled:active:bg-pressed aria-expanded:bg-hover aria-expanded:text-ink',
  danger: 'border-transparent bg-danger-fill text-white enabled:hover:bg-danger-fill-hover',
}
const sizes = { sm: 'h-6 gap-1 px-2 text-sm', md: 'h-7 gap-1.5 px-2.5 text-base', lg: 'h-9 gap-2 px-4 text-base' }
const squares = { sm: 'size-6', md: 'size-7', lg: 'size-9' }

type ButtonProps = ComponentProps<'button'> & {
  variant?: keyof typeof variants
  size?: keyof typeof sizes
  icon?: LucideIcon
  /** Only an icon inside: as wide as high. Give it an aria-label, or use IconButton. */
  square?: boolean
  /** Shows a spinner and refuses clicks while its work is under way. */
  busy?: boolean
}

export function Button({ variant = 'secondary', size = 'md', icon: Icon, square = false, busy = false, className, children, disabled, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classNames('inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-50', variants[variant], square ? squares[size] : sizes[size], className)}
      {...rest}
    >
      {busy ? <Spinner /> : Icon && <Icon aria-hidden size={square ? 16 : 14} strokeWidth={1.75} className="shrink-0" />}
      {children}
    </button>
  )
}

type IconButtonProps = Omit<ButtonProps, 'icon' | 'square' | 'children'> & {
  icon: LucideIcon
  /** Its name for screen readers and in the tooltip. */
  label: string
  /** Shortcut shown in the tooltip. */
  keys?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A square button of one icon; the label is its tooltip. */
export function IconButton({ icon, label, keys, side, size = 'md', variant = 'ghost', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip content={label} keys={keys} side={side}>
      <Button square aria-label={label} icon={icon} size={size} variant={variant} className={className} {...rest} />
    </Tooltip>
  )
}
