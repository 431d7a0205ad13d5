import { AlertDialog } from 'radix-ui'
import { create } from 'zustand'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { useOpener } from './use-opener.ts'

type Question = { title: string, body?: ReactNode, confirmLabel: string, dismissLabel?: string, danger?: boolean }

const useQuestion = create<{ question: (Question & { answer: (yes: boolean) => void }) | null }>(() => ({ question: null }))

/**
 * Asks before something that cannot be undone. Resolves to true only when the person confirms; a question asked
 * while another is open answers the older one with no.
 */
export function confirm(question: Question): Promise<boolean> {
  return new Promise(resolve => {
    useQuestion.getState().question?.answer(false)
    useQuestion.setState({ question: { ...question, answer: resolve } })
  })
}

/** Once, in the shell: where confirm() asks. */
export function ConfirmHost() {
  const { t } = useTranslation()
  const question = useQuestion(state => state.question)
  const opener = useOpener()
  const settle = (yes: boolean) => {
    question?.answer(yes)
    useQuestion.setState({ question: null })
  }
  return (
    <AlertDialog.Root open={question !== null} onOpenChange={open => { if (!open) settle(false) }}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <AlertDialog.Content onOpenAutoFocus={opener.remember} onCloseAutoFocus={opener.giveBack} className="fixed top-[22vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-md -translate-x-1/2 animate-appear rounded-lg border border-line bg-raised p-4 shadow-popover">
          <AlertDialog.Title className="text-lg font-semibold">{question?.title}</AlertDialog.Title>
          <AlertDialog.Description asChild><div className="mt-1 text-ink-soft">{question?.body}</div></AlertDialog.Description>
          <div className="mt-4 flex justify-end gap-2">
            <AlertDialog.Cancel asChild><Button>{question?.dismissLabel ?? t('common.cancel')}</Button></AlertDialog.Cancel>
            <AlertDialog.Action asChild><Button variant={question?.danger ? 'danger' : 'primary'} onClick={() => settle(true)}>{question?.confirmLabel}</Button></AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
