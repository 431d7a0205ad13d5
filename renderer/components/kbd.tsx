const isMac = /mac/i.test(navigator.userAgent)
const symbols: Record<string, string> = { mod: isMac ? '⌘' : 'Ctrl', shift: '⇧', alt: isMac ? '⌥' : 'Alt', enter: '↵', escape: 'Esc', up: '↑', down: '↓', left: '←', right: '→', space: '␣' }

export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded border border-line-strong bg-sunken px-1 font-sans text-xs text-ink-soft">
      {symbols[children.toLowerCase()] ?? children}
    </kbd>
  )
}

/** A shortcut as keys: "mod+k" together, "g t" one after the other. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      {keys.split(' ').flatMap(part => part.split('+')).map(key => <Kbd key={key}>{key.length === 1 ? key.toUpperCase() : key}</Kbd>)}
    </span>
  )
}
