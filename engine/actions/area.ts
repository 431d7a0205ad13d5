import { z } from 'zod'
import { forgetDebtorInDeliveriesTx } from '../../db/queries/actions.ts'
import { agentsOf } from '../../db/queries/call-catalogue.ts'
import type { Database } from '../../db/open.ts'
import type { Tx } from '../../db/tx.ts'
import type { AnyJob } from '../jobs/index.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { actionsApi } from './actions.api.ts'
import { deliverJob } from './deliver.job.ts'
import { fireTx } from './fire.ts'
import type { ActionEvent } from './variables.ts'
import type { SenderNeeds } from './webhook.ts'

export interface ActionsNeeds extends SenderNeeds {
  readonly database: Database
  readonly events: Pick<EventBus, 'publish'>
}

export type ActionsArea = ReturnType<typeof openActions>

const declaredSchema = z.array(z.string())

/** Puts the area together: its job, its routes, and `fireTx` by which other areas tell what happened. */
export function openActions(needs: ActionsNeeds) {
  const { database, clock, events } = needs
  const declaredVariables = (businessId: string) => [...new Set(agentsOf(database, businessId).flatMap((agent) => declaredSchema.parse(JSON.parse(agent.variables))))]
  const deliver = deliverJob({ ...needs, declaredVariables })
  const jobs: readonly AnyJob[] = [deliver]
  return {
    jobs,
    /** Tells the actions what happened, in the caller's transaction. @returns how many will be delivered. */
    fireTx: (tx: Tx, event: ActionEvent): number => fireTx(tx, event, { deliver, events }, clock.now()),
    /** Takes an erased debtor's data out of the log of deliveries. */
    forgetDebtorTx: (tx: Tx, debtorId: string): void => forgetDebtorInDeliveriesTx(tx, debtorId),
    actionsApi: actionsApi({ ...needs, declaredVariables, deliver }),
  }
}
