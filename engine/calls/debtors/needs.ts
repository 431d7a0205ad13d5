import type { PaymentRow } from '../../../db/queries/promises.ts'
import type { Tx } from '../../../db/tx.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'

/** What bringing files to the floor needs of the rest of the engine. */
export interface DebtorNeeds {
  readonly events: EventBus
  readonly dataFolder: string
  readonly setups: CampaignSetups
  /** The clock by which real or simulated debtors live. */
  clockOf(simulated: boolean): Clock
  /** Counts a payment that was just written down on its debt, and settles the promise it fulfils. */
  settlePaymentTx(tx: Tx, payment: PaymentRow, now: number): void
  /** Somebody joined a campaign: its dialler looks again. */
  wakeCampaign(campaignId: string): void
  /** The file of an import is no longer needed. */
  dropUpload(uploadId: string): void
}
