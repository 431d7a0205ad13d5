import type { Database } from '../../db/open.ts'
import { settingOf, setSettingTx } from '../../db/queries/settings.ts'
import type { Tx } from '../../db/tx.ts'
import { classifierChoiceSchema, type ClassifierChoice } from '../contract/opinions.ts'

const keyOf = (businessId: string): string => `classification.choice:${businessId}`

/** What a business that never chose uses: no text leaves the machine before a person says so. */
const offline: ClassifierChoice = { mode: 'offline', providerId: null, model: null, promptVersion: null }

/** Which classifier speaks for a business. */
export interface Choices {
  of(businessId: string): ClassifierChoice
  setTx(tx: Tx, businessId: string, choice: ClassifierChoice, now: number): void
  /** Outranks what businesses chose until the program ends, and is not kept: how the command line is told for one run. */
  judgeEverywhereBy(choice: ClassifierChoice): void
}

export function openChoices(database: Database): Choices {
  let everywhere: ClassifierChoice | null = null
  return {
    judgeEverywhereBy: (choice) => void (everywhere = choice),
    of(businessId) {
      if (everywhere !== null) return everywhere
      const stored = settingOf(database, keyOf(businessId))
      return stored === null ? offline : classifierChoiceSchema.parse(JSON.parse(stored))
    },
    setTx: (tx, businessId, choice, now) => setSettingTx(tx, keyOf(businessId), JSON.stringify(choice), now),
  }
}
