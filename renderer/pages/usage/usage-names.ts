import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** What part of the program asked, in the person's language; a part without a name shows as it is. */
export function useEndpointName(): (endpoint: string) => string {
  const { t } = useTranslation()
  // i18next reads a dot as a step into the tree, and endpoints have dots.
  return useCallback(endpoint => t(`usage.endpoints.${endpoint.replaceAll('.', '_')}`, { defaultValue: endpoint }), [t])
}

/** Who asked: the person at the console, work without a person, the command line, or a name. */
export function useUserName(): (user: string) => string {
  const { t } = useTranslation()
  return useCallback(user => t(`usage.users.${user}`, { defaultValue: user }), [t])
}

/** A kind of question whose answers may be kept. */
export function useTaskName(): (task: string) => string {
  const { t } = useTranslation()
  return useCallback(task => t(`usage.tasks.${task.replaceAll('.', '_')}`, { defaultValue: task }), [t])
}
