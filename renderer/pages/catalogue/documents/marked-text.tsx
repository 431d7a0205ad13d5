/** A text with some of it marked. `marks` are in order and do not overlap. */
export function MarkedText({ text, marks }: { text: string, marks: readonly { start: number, end: number }[] }) {
  const parts = marks.map(({ start, end }, index) => ({ before: text.slice(marks[index - 1]?.end ?? 0, start), marked: text.slice(start, end), start }))
  return (
    <>
      {parts.map(({ before, marked, start }) => <span key={start}>{before}<mark className="rounded-sm bg-caution-soft font-medium text-ink">{marked}</mark></span>)}
      {text.slice(marks.at(-1)?.end ?? 0)}
    </>
  )
}
