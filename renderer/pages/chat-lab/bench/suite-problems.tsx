import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { SuiteProblem } from '../../../../engine/contract/chat-bench.ts'
import { goToLine } from './yaml-area.tsx'

/** What is wrong with a suite's text; choosing one leads to its line. */
export function SuiteProblems({ problems, area }: { problems: readonly SuiteProblem[], area: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation()
  if (problems.length === 0) return null
  return (
    <ul className="mt-2 flex flex-col gap-1">
      {problems.map(problem => {
        const text = t(`chatBench.problem.${problem.reason}`, problem.values)
        return (
          <li key={`${problem.line} ${problem.column} ${problem.reason} ${String(problem.values['key'] ?? '')}`}>
            <button
              type="button" onClick={() => { if (area.current) goToLine(area.current, problem) }}
              className="flex w-full gap-2 rounded-md bg-danger-soft px-2 py-1.5 text-left text-danger hover:underline"
            >
              <span className="shrink-0 font-medium whitespace-nowrap">{t('chatBench.editor.atLine', { line: problem.line })}</span>
              <span className="min-w-0">{text}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
