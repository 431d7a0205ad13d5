import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field, Input } from '../../../components/input.tsx'
import { notify } from '../../../components/toast.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { refreshDebtors, showChanged } from './use-debtor-changes.ts'

/** Asks for the national id by hand: nobody erases a person by a slip of the finger. */
export function EraseDialog({ debtor, onClose }: { debtor: Debtor, onClose: () => void }) {
  const { t } = useTranslation()
  const wanted = debtor.nationalId || debtor.name
  const [typed, setTyped] = useState('')
  const erase = useMutation(api.debtors.erase.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: erased => {
      notify.success(t('debtors.erase.done'))
      showChanged(erased)
      onClose()
      void queryClient.invalidateQueries({ queryKey: api.calls.key() })
      return refreshDebtors()
    },
  }))
  return (
    <Dialog
      open size="sm" title={t('debtors.erase.title', { name: debtor.name })} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {erase.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(erase.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="danger" type="submit" form="erase" busy={erase.isPending} disabled={typed.trim() !== wanted}>{t('debtors.erase.confirm')}</Button>
        </>
      )}
    >
      <form id="erase" className="flex flex-col gap-3" onSubmit={event => { event.preventDefault(); if (typed.trim() === wanted) erase.mutate({ debtorId: debtor.id, confirmation: typed.trim() }) }}>
        <p className="text-ink-soft">{t('debtors.erase.goes')}</p>
        <p className="text-ink-soft">{t('debtors.erase.stays')}</p>
        <Field label={t('debtors.erase.type', { wanted })}>{control => <Input {...control} autoFocus autoComplete="off" spellCheck={false} value={typed} onChange={event => setTyped(event.target.value)} />}</Field>
      </form>
    </Dialog>
  )
}
