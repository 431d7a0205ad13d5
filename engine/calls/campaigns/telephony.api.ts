import { implement } from '@orpc/server'
import { telephonyContract } from '../../contract/call-catalogue.ts'
import type { SecretStore } from '../../settings/index.ts'
import type { LineFailure } from '../retell/failures.ts'
import type { IdleSkip } from './idle-skip.ts'
import { retellKeyName, type Lines } from './lines.ts'
import { paymentsSecretName } from './payment-hook.ts'
import type { Telephony } from './telephony.ts'
import type { AddressTest } from './try-address.ts'

export interface TelephonyApiNeeds {
  readonly telephony: Telephony
  readonly lines: Lines
  readonly secrets: SecretStore
  readonly skip: IdleSkip
}

/** The telephone line's settings. A key goes in and never comes out. */
export function telephonyApi({ telephony, lines, secrets, skip }: TelephonyApiNeeds) {
  const api = implement(telephonyContract)
  const fromEnvironment = async (name: string): Promise<boolean> => (await secrets.names()).get(name)?.from === 'environment'
  return {
    status: api.status.handler(() => telephony.status()),
    setKey: api.setKey.handler(async ({ input, errors }) => {
      if (await fromEnvironment(retellKeyName)) throw errors.CONFLICT({ data: { reason: 'telephony.key_from_environment' } })
      await telephony.setKey(input.key)
      return telephony.status()
    }),
    removeKey: api.removeKey.handler(async ({ errors }) => {
      if (await fromEnvironment(retellKeyName)) throw errors.CONFLICT({ data: { reason: 'telephony.key_from_environment' } })
      await telephony.setKey(null)
      return telephony.status()
    }),
    setPaymentsSecret: api.setPaymentsSecret.handler(async ({ input, errors }) => {
      if (await fromEnvironment(paymentsSecretName)) throw errors.CONFLICT({ data: { reason: 'telephony.key_from_environment' } })
      await telephony.setPaymentsSecret(input.secret)
      return telephony.status()
    }),
    test: api.test.handler(async ({ input }) => {
      const line = lines.lineOf(input.simulated)
      const [concurrency, agents, numbers] = await Promise.all([line.concurrency(), line.agents(), line.numbers()])
      const failed = [concurrency, agents, numbers].find((answer) => !answer.ok)
      return {
        ok: failed === undefined,
        problem: failed === undefined || failed.ok ? null : failureText(failed.problem),
        concurrency: concurrency.ok ? { current: concurrency.value.current_concurrency, limit: concurrency.value.concurrency_limit } : null,
        agents: agents.ok ? agents.value.map((agent) => ({ agentId: agent.agent_id, name: agent.agent_name ?? agent.agent_id })) : [],
        numbers: numbers.ok ? numbers.value.map((number) => ({ number: number.phone_number, name: number.nickname ?? number.phone_number })) : [],
      }
    }),
    setWebhooks: api.setWebhooks.handler(async ({ input }) => {
      await telephony.setWebhooks(input)
      return telephony.status()
    }),
    testWebhooks: api.testWebhooks.handler(async ({ errors }) => {
      const tried = await telephony.testAddress()
      if (tried === null) throw errors.CONFLICT({ data: { reason: 'telephony.nothing_to_test' } })
      return { reached: tried.reached, problem: tried.reached ? null : addressProblem(tried) }
    }),
    setPractice: api.setPractice.handler(async ({ input }) => {
      telephony.setPractice(input)
      return telephony.status()
    }),
    skipPractice: api.skipPractice.handler(async ({ errors }) => {
      if (!skip.skipNow()) throw errors.CONFLICT({ data: { reason: 'telephony.practice_is_busy' } })
      return telephony.status()
    }),
  }
}

/** Why nothing sent to the public address came in here, and what to look at. */
function addressProblem({ why, detail }: Exclude<AddressTest, { reached: true }>): { es: string; en: string } {
  if (why === 'somebody_else') return { es: `La dirección respondió (${detail}), pero no llegó aquí: otro programa la atiende, o el túnel apunta a otro puerto.`, en: `The address answered (${detail}), but nothing came in here: another program is behind it, or the tunnel leads to another port.` }
  return { es: `Nadie respondió en la dirección (${detail}). Revisa que el túnel o el router estén encendidos. Algunos routers no dejan llegar desde dentro a su propia dirección: pruébala también desde otra red.`, en: `Nobody answered at the address (${detail}). Check that the tunnel or the router is on. Some routers do not let their own address be reached from inside: try it from another network too.` }
}

/** Why a line does not answer, as a sentence. */
function failureText(problem: LineFailure): { es: string; en: string } {
  switch (problem.failure) {
    case 'unauthorised': return { es: 'La línea no acepta la clave, o no hay ninguna.', en: 'The line does not accept the key, or there is none.' }
    case 'payment_required': return { es: 'La cuenta no tiene un medio de pago válido.', en: 'The account has no valid way to pay.' }
    case 'unreachable': return { es: 'No se puede llegar a la línea. Revisa la conexión a internet.', en: 'The line cannot be reached. Check the internet connection.' }
    case 'rate_limited': return { es: 'La línea pide esperar un momento. Prueba de nuevo en un minuto.', en: 'The line asks to wait a moment. Try again in a minute.' }
    case 'refused': return { es: `La línea rechazó la consulta: ${problem.reason}`, en: `The line refused the question: ${problem.reason}` }
    case 'not_found': return { es: 'La línea no conoce lo que se le preguntó.', en: 'The line does not know what it was asked for.' }
    case 'unknown': return { es: 'La línea no respondió como se esperaba. Prueba de nuevo.', en: 'The line did not answer as expected. Try again.' }
  }
}
