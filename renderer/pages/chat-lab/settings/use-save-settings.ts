import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChatSettings } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { notify } from '../../../components/toast.tsx'
import { api, client } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'

/** Settings as the engine tells them; whether there is a key is told, not set. */
export type ToldSettings = ChatSettings & { channelKey: boolean }

/** Saves some of the settings; the others stay as the engine has them. */
export function useSaveSettings(settings: ToldSettings) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  return useMutation({
    meta: { shownInPlace: true },
    mutationFn: (changes: Partial<ChatSettings>) => {
      const { channelKey: _told, ...kept } = settings
      return client.chat.settings.save({ businessId, settings: { ...kept, ...changes } })
    },
    onSuccess: saved => {
      queryClient.setQueryData(api.chat.settings.get.queryKey({ input: { businessId } }), saved)
      notify.success(t('settings.saved'))
    },
  })
}
