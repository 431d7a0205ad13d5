import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import { Keys } from '../components/kbd.tsx'

/** A line of the palette; found by its `value` and by its `keywords`. */
export function PaletteItem({ value, keywords, icon, keys, onSelect, children }: { value: string, keywords?: string[], icon: ReactNode, keys?: string, onSelect: () => void, children: ReactNode }) {
  return (
    <Command.Item value={value} keywords={keywords} onSelect={onSelect} className="flex min-h-8 items-center gap-2.5 rounded-md px-2 py-1 select-none data-[selected=true]:bg-pressed">
      <span className="shrink-0 text-ink-faint">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys && <Keys keys={keys} />}
    </Command.Item>
  )
}
