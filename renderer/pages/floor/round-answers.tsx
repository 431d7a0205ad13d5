import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

const answers = ['run_now', 'next_round', 'skip'] as const

/** What becomes of a round that came while the computer slept: nothing is dialled late before a person has said so. */
export function RoundAnswers({ roundId }: { roundId: string }) {
  const { t } = useTranslation()
  const answer = useMutation(api.campaigns.answerRound.mutationOptions({
    onSuccess: (_round, { answer: given }) => {
      notify.success(t(`floor.round.done_${given}`))
      void queryClient.invalidateQueries({ queryKey: api.calls.floor.key() })
    },
  }))
  return (
    <span className="flex flex-wrap gap-1.5">
      {answers.map(value => (
        <Button key={value} size="sm" variant={value === 'run_now' ? 'primary' : 'secondary'} title={t(`floor.round.${value}_help`)} disabled={answer.isPending} onClick={() => answer.mutate({ roundId, answer: value })}>{t(`floor.round.${value}`)}</Button>
      ))}
    </span>
  )
}
