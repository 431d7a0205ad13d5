import { useRef, type Ref } from 'react'
import type { SuiteProblem } from '../../../../engine/contract/chat-bench.ts'
import { classNames } from '../../../components/class-names.ts'

/** Height of a line of the text; the numbers beside it stand at the same height. */
const line = 'text-[12.5px]/5 font-mono'

/** A text with the numbers of its lines, those with a problem marked. */
export function YamlArea({ id, label, describedBy, value, onChange, problems, readOnly, ref }: { id: string, label: string, describedBy: string | undefined, value: string, onChange: (value: string) => void, problems: readonly SuiteProblem[], readOnly: boolean, ref: Ref<HTMLTextAreaElement> }) {
  const numbers = useRef<HTMLDivElement>(null)
  const wrong = new Set(problems.map(problem => problem.line))
  const lines = value.split('\n').length
  return (
    <div className="flex min-h-0 flex-1 overflow-hidden rounded-md border border-line-control bg-surface focus-within:border-accent">
      <div ref={numbers} aria-hidden className={classNames(line, 'w-11 shrink-0 overflow-hidden border-r border-line bg-sunken/60 py-2 text-right text-ink-faint select-none')}>
        {Array.from({ length: lines }, (_, index) => index + 1).map(number => (
          <div key={number} className={classNames('pr-2', wrong.has(number) && 'bg-danger-soft font-semibold text-danger')}>{number}</div>
        ))}
      </div>
      <textarea
        ref={ref} id={id} aria-label={label} aria-describedby={describedBy} aria-invalid={problems.length > 0 || undefined} value={value} readOnly={readOnly} spellCheck={false} wrap="off" data-focus="inset"
        onChange={event => onChange(event.target.value)}
        onScroll={event => { if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop }}
        className={classNames(line, 'min-h-0 min-w-0 flex-1 resize-none overflow-auto bg-transparent px-2 py-2 text-ink')}
      />
    </div>
  )
}

/** Puts the cursor at a place of the text and brings its line into view. */
export function goToLine(area: HTMLTextAreaElement, { line: wanted, column }: Pick<SuiteProblem, 'line' | 'column'>): void {
  const before = area.value.split('\n').slice(0, wanted - 1)
  const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1
  area.focus()
  area.setSelectionRange(at, at)
  area.scrollTop = Math.max(0, (wanted - 1) * (area.scrollHeight / area.value.split('\n').length) - area.clientHeight / 2)
}
