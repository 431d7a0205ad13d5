import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { create } from 'zustand'

type SectionName = 'order' | 'customer' | 'sources' | 'trace' | 'summary'

/** Which sections are folded; the same for every chat, as long as this window is open. */
const useFolded = create<{ folded: ReadonlySet<SectionName> }>(() => ({ folded: new Set() }))

function fold(name: SectionName): void {
  useFolded.setState(({ folded }) => {
    const next = new Set(folded)
    if (!next.delete(name)) next.add(name)
    return { folded: next }
  })
}

/** Opens a section that may be folded. */
export function unfold(name: SectionName): void {
  if (useFolded.getState().folded.has(name)) fold(name)
}

/** A section of the details that folds away. */
export function FoldingSection({ name, title, count, children }: { name: SectionName, title: string, count?: number, children: ReactNode }) {
  const id = useId()
  const open = useFolded(state => !state.folded.has(name))
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <section data-section={name} className="border-b border-line last:border-0">
      <h3>
        <button type="button" aria-expanded={open} aria-controls={id} data-focus="inset" onClick={() => fold(name)} className="flex h-9 w-full items-center gap-1.5 px-3 text-left text-sm font-medium text-ink-soft hover:bg-hover hover:text-ink">
          <Chevron aria-hidden size={14} className="text-ink-faint" />
          <span className="flex-1">{title}</span>
          {count !== undefined && count > 0 && <span className="rounded bg-sunken px-1 text-xs">{count}</span>}
        </button>
      </h3>
      <div id={id} hidden={!open} className="px-4 pt-1 pb-3">{open && children}</div>
    </section>
  )
}
