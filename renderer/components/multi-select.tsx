import { Command } from 'cmdk'
import { Check, ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class-names.ts'
import { Popover } from './popover.tsx'
import type { Option } from './select.tsx'

/**
 * A filter button that opens a list in which several values can be ticked; typing narrows long lists.
 * Nothing ticked means no restriction.
 */
export function MultiSelect<Value extends string>({ values, onChange, options, label, className }: { values: readonly Value[], onChange: (values: Value[]) => void, options: readonly Option<Value>[], label: string, className?: string }) {
  const { t } = useTranslation()
  const chosen = options.filter(option => values.includes(option.value))
  const toggle = (value: Value) => onChange(values.includes(value) ? values.filter(other => other !== value) : [...values, value])
  return (
    <Popover
      label={label}
      className="w-64"
      trigger={(
        <button type="button" className={classNames('inline-flex h-7 max-w-56 items-center gap-1.5 rounded-md border px-2 hover:border-ink-faint', chosen.length ? 'border-accent bg-accent-soft text-ink' : 'border-line-control bg-surface text-ink-soft', className)}>
          <span className="truncate">
            {label}
            {chosen.length > 0 && <span className="text-ink">: {chosen.length === 1 ? chosen[0]?.label : chosen.length}</span>}
          </span>
          <ChevronDown aria-hidden size={14} className="shrink-0 text-ink-faint" />
        </button>
      )}
    >
      <Command label={label} loop>
        {options.length > 8 && <Command.Input placeholder={t('common.find')} className="h-8 w-full border-b border-line bg-transparent px-3 outline-none" />}
        {/* Without an input cmdk needs a focusable element to receive the arrow keys. */}
        <Command.List tabIndex={options.length > 8 ? -1 : 0} className="max-h-72 overflow-y-auto p-1 outline-none">
          <Command.Empty className="px-2 py-3 text-ink-faint">{t('common.nothingFound')}</Command.Empty>
          {options.map(option => (
            <Command.Item key={option.value} value={option.value} keywords={[option.label]} onSelect={() => toggle(option.value)} className="flex min-h-7 items-center gap-2 rounded px-2 py-1 select-none data-[selected=true]:bg-pressed">
              <span className={classNames('flex size-4 shrink-0 items-center justify-center rounded border', values.includes(option.value) ? 'border-accent-fill bg-accent-fill text-accent-ink' : 'border-line-control')}>
                {values.includes(option.value) && <Check aria-hidden size={12} strokeWidth={3} />}
              </span>
              {option.icon && <option.icon aria-hidden size={14} className="text-ink-faint" />}
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              {values.includes(option.value) && <span className="sr-only">{t('common.chosen')}</span>}
            </Command.Item>
          ))}
        </Command.List>
        {values.length > 0 && (
          <div className="border-t border-line p-1">
            <button type="button" onClick={() => onChange([])} className="h-7 w-full rounded px-2 text-left text-ink-soft hover:bg-hover">{t('common.clear')}</button>
          </div>
        )}
      </Command>
    </Popover>
  )
}
