import { implement } from '@orpc/server'
import { newId } from '../../db/id.ts'
import * as queries from '../../db/queries/actions.ts'
import { businessById } from '../../db/queries/businesses.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { actionsContract, type ActionDraft, type ActionProblem } from '../contract/actions.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { SecretProblem, type SecretSummary } from '../settings/index.ts'
import type { DeliverJob } from './deliver.job.ts'
import { enqueueDeliveryTx } from './fire.ts'
import { knownVariables, prepareSending, type PreparingNeeds } from './prepare-sending.ts'
import { missingSecretError, secretChanges } from './secret-slots.ts'
import { send } from './send.ts'
import { detailOf, deliveryOf, draftColumns, problemOf, viewOf } from './rows.ts'
import { checkTemplate, fillTemplate, TemplateProblem } from './template.ts'
import { sampleEvent, startTemplates, variablesOf } from './variables.ts'
import type { SenderNeeds } from './webhook.ts'

export interface ActionsApiNeeds extends SenderNeeds, PreparingNeeds {
  readonly database: Database
  readonly events: Pick<EventBus, 'publish'>
  readonly deliver: DeliverJob
}

/** Deliveries put back to be sent in one transaction. */
const replayedPerTransaction = 500

export function actionsApi(needs: ActionsApiNeeds) {
  const { database, clock, events, secrets } = needs
  const api = implement(actionsContract)
  const changed = () => events.publish({ type: 'actions.changed' })
  const changeSecret = secretChanges(needs)

  const templateProblem = (businessId: string, template: string): ActionProblem | null => {
    try {
      checkTemplate(template, knownVariables(needs, businessId))
      return null
    } catch (error) {
      if (error instanceof TemplateProblem) return problemOf(error.message)
      throw error
    }
  }
  // A store that cannot be read shows nothing as set; why is said where a secret is needed or changed.
  const secretNames = () => secrets.names().catch((error: unknown) => {
    if (error instanceof SecretProblem) return new Map<string, SecretSummary>()
    throw error
  })
  const viewById = async (id: string) => {
    const row = queries.actionById(database, id)
    if (row === null) throw new Error(`Action ${id} is not there`)
    return viewOf(row, queries.deliveryCounts(database, row.business_id, false), await secretNames())
  }
  /** The action, unless it was taken away. */
  const present = (id: string) => {
    const row = queries.actionById(database, id)
    return row === null || row.archived_at !== null ? null : row
  }
  /** Puts deliveries of a business back to be sent; those that are pending, and try-outs, stay as they are. @returns how many. */
  const reopen = (businessId: string, ids: readonly string[]): number => writeTx(database, (tx) => {
    const reopened = ids.filter((id) => {
      const delivery = queries.deliveryById(database, id)
      return delivery !== null && delivery.business_id === businessId && delivery.sample === 0 && queries.reopenDeliveryTx(tx, id)
    })
    for (const id of reopened) enqueueDeliveryTx(tx, id, needs.deliver, clock.now())
    return reopened.length
  })
  /** @param next those still to be sent again, so many at most; what was put back is no longer among them. */
  const sendAgain = (businessId: string, next: (limit: number) => readonly string[]): number => {
    let count = 0
    for (;;) {
      const ids = next(replayedPerTransaction)
      count += reopen(businessId, ids)
      if (ids.length < replayedPerTransaction) return count
    }
  }
  const gone = { data: { reason: 'actions.problem.not_found' } } as const

  return {
    list: api.list.handler(async ({ input: { businessId, simulated } }) => {
      const counts = queries.deliveryCounts(database, businessId, simulated)
      const names = await secretNames()
      return queries.actionsOf(database, businessId).map((row) => viewOf(row, counts, names))
    }),

    variables: api.variables.handler(({ input: { businessId } }) => {
      const known = [...knownVariables(needs, businessId)]
      const id = newId()
      const samples = variablesOf(sampleEvent(businessId, 'promise_made', id, clock.now(), needs.declaredVariables(businessId)), { id, sample: true, businessName: businessById(database, businessId)?.name ?? '' })
      return { variables: known.map((name) => ({ name, sample: samples[name] ?? '' })), starts: { ...startTemplates } }
    }),

    create: api.create.handler(async ({ input: { businessId, draft }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const problem = templateProblem(businessId, draft.template)
      if (problem !== null) throw errors.INVALID({ data: problem })
      const id = newId()
      writeTx(database, (tx) => queries.insertActionTx(tx, { id, business_id: businessId, ...draftColumns(draft) }, clock.now()))
      changed()
      return viewById(id)
    }),

    change: api.change.handler(async ({ input: { actionId, draft }, errors }) => {
      const row = present(actionId)
      if (row === null) throw errors.NOT_FOUND(gone)
      const problem = templateProblem(row.business_id, draft.template)
      if (problem !== null) throw errors.INVALID({ data: problem })
      writeTx(database, (tx) => queries.changeActionTx(tx, { id: actionId, ...draftColumns(draft as ActionDraft) }, clock.now()))
      changed()
      return viewById(actionId)
    }),

    setEnabled: api.setEnabled.handler(async ({ input: { actionId, enabled }, errors }) => {
      if (present(actionId) === null) throw errors.NOT_FOUND(gone)
      writeTx(database, (tx) => queries.switchActionTx(tx, actionId, enabled, null, clock.now()))
      changed()
      return viewById(actionId)
    }),

    remove: api.remove.handler(async ({ input: { actionId }, errors }) => {
      if (present(actionId) === null) throw errors.NOT_FOUND(gone)
      const problem = await changeSecret.removeAll(actionId)
      if (problem !== null) throw errors.INVALID({ data: problem })
      writeTx(database, (tx) => queries.archiveActionTx(tx, actionId, clock.now()))
      changed()
      return {}
    }),

    setSecret: api.setSecret.handler(async ({ input: { actionId, secret, value }, errors }) => {
      const row = present(actionId)
      if (row === null) throw errors.NOT_FOUND(gone)
      const problem = await changeSecret.set(row, secret, value)
      if (problem !== null) throw errors.INVALID({ data: problem })
      // What waited for this secret alone goes on by itself.
      sendAgain(row.business_id, (limit) => queries.deliveriesStoppedBy(database, actionId, missingSecretError(secret), limit))
      changed()
      return viewById(actionId)
    }),

    removeSecret: api.removeSecret.handler(async ({ input: { actionId, secret }, errors }) => {
      const row = present(actionId)
      if (row === null) throw errors.NOT_FOUND(gone)
      const problem = await changeSecret.remove(row, secret)
      if (problem !== null) throw errors.INVALID({ data: problem })
      changed()
      return viewById(actionId)
    }),

    preview: api.preview.handler(({ input: { businessId, template, trigger } }) => {
      const id = newId()
      const variables = variablesOf(sampleEvent(businessId, trigger, id, clock.now(), needs.declaredVariables(businessId)), { id, sample: true, businessName: businessById(database, businessId)?.name ?? '' })
      try {
        const known = knownVariables(needs, businessId)
        checkTemplate(template, known)
        return { body: JSON.stringify(fillTemplate(template, variables, known), null, 2), problem: null }
      } catch (error) {
        if (error instanceof TemplateProblem) return { body: null, problem: problemOf(error.message) }
        throw error
      }
    }),

    tools: api.tools.handler(async ({ input: { actionId, server }, signal }) => {
      const { listTools, reasonOf } = await import('./mcp.ts')
      try {
        return { tools: await listTools(server, actionId ?? null, needs, signal ?? new AbortController().signal), problem: null }
      } catch (error) {
        return { tools: [], problem: problemOf(reasonOf(error)) }
      }
    }),

    test: api.test.handler(async ({ input: { actionId, trigger }, signal, errors }) => {
      const action = present(actionId)
      if (action === null) throw errors.NOT_FOUND(gone)
      const id = newId()
      const startedAt = clock.now()
      const event = sampleEvent(action.business_id, trigger, id, startedAt, needs.declaredVariables(action.business_id))
      const delivery = { id, business_id: action.business_id, action_id: actionId, event_id: event.eventId, trigger_name: trigger, simulated: 0, sample: 1, debtor_id: null, event: JSON.stringify(event), created_at: startedAt }
      const prepared = prepareSending(database, delivery, needs, startedAt)
      const sent = 'error' in prepared ? null : await send(prepared.sending, needs, signal ?? new AbortController().signal)
      const error = 'error' in prepared ? prepared.error : (sent?.error ?? null)
      // Kept only now, whole: a test that the program's end cuts off leaves nothing that waits for ever.
      writeTx(database, (tx) => {
        const seq = queries.insertDeliveryTx(tx, delivery)
        if (sent !== null && seq !== null) queries.insertDeliveryAttemptTx(tx, seq, { at: startedAt, duration_ms: clock.now() - startedAt, status: sent.status, error, request: sent.request, response: sent.response })
        queries.settleDeliveryTx(tx, id, error === null ? 'delivered' : 'failed', error, clock.now())
      })
      changed()
      const detail = detailOf(database, id)
      if (detail === null) throw new Error('The test was not stored')
      return detail
    }),

    deliveries: api.deliveries.handler(({ input: { businessId, filter, offset, limit } }) => {
      const { rows, total } = queries.listDeliveries(database, businessId, filter, { offset, limit })
      return { rows: rows.map(deliveryOf), total }
    }),

    delivery: api.delivery.handler(({ input: { id }, errors }) => {
      const detail = detailOf(database, id)
      if (detail === null) throw errors.NOT_FOUND({ data: { reason: 'actions.problem.delivery_not_found' } })
      return detail
    }),

    replay: api.replay.handler(({ input: { businessId, ids, filter } }) => {
      const replayed = ids === undefined
        ? sendAgain(businessId, (limit) => queries.replayableDeliveries(database, businessId, filter ?? {}, limit))
        : reopen(businessId, ids)
      changed()
      return { replayed }
    }),

    settle: api.settle.handler(({ input: { id, state }, errors }) => {
      const delivery = queries.deliveryById(database, id)
      if (delivery === null) throw errors.NOT_FOUND({ data: { reason: 'actions.problem.delivery_not_found' } })
      if (delivery.state !== 'needs_operator') throw errors.CONFLICT({ data: { reason: 'actions.problem.nothing_to_settle' } })
      writeTx(database, (tx) => queries.settleDeliveryTx(tx, id, state, state === 'failed' ? 'actions.problem.given_up' : null, clock.now()))
      changed()
      const row = queries.deliveryInList(database, id)
      if (row === null) throw errors.NOT_FOUND({ data: { reason: 'actions.problem.delivery_not_found' } })
      return deliveryOf(row)
    }),
  }
}
