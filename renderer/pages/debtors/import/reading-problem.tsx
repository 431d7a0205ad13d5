import { CircleAlert } from 'lucide-react'
import { problemText } from '../../../connection/problem.ts'

/** What is wrong with a file, in its place. */
export function ReadingProblem({ error }: { error: unknown }) {
  const { title, body } = problemText(error)
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-danger-soft px-3 py-2">
      <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-danger" />
      <div><p className="font-medium text-danger">{title}</p>{body && <p className="text-ink-soft">{body}</p>}</div>
    </div>
  )
}
