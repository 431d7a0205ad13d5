import type { Database } from '../../../db/open.ts'
import type { Reader } from '../../../db/reader.ts'
import type { InspectFile } from '../../ingest/index.ts'
import type { AnyJob, JobControl } from '../../jobs/index.ts'
import type { KnownPerson } from '../../llm/index.ts'
import type { Clock } from '../../observe/clock.ts'
import { applyImportJob } from './apply-import.job.ts'
import { debtorsApi } from './debtors.api.ts'
import { importDebtorsJob } from './import-debtors.job.ts'
import { ImportProgress } from './import-progress.ts'
import { DebtorImports } from './imports.ts'
import type { DebtorNeeds } from './needs.ts'
import { undoImportJob } from './undo-import.job.ts'

export interface DebtorsServing {
  readonly database: Database
  readonly clock: Clock
  readonly control: JobControl
  readonly reader: Reader
  readonly inspect: InspectFile
  readonly forgetPerson: (person: KnownPerson) => Promise<void>
}

/** Puts debtors together: the jobs that bring files to the floor and back, and once there is a control of the runner, the routes. */
export function openDebtors(needs: DebtorNeeds) {
  const progress = new ImportProgress(needs.events)
  const undoImport = undoImportJob(needs, progress)
  const applyImport = applyImportJob(needs, progress, undoImport)
  const importDebtors = importDebtorsJob(needs, progress, applyImport)
  const jobs: readonly AnyJob[] = [importDebtors, applyImport, undoImport]
  return {
    jobs,
    serve(serving: DebtorsServing) {
      const imports = new DebtorImports({ ...serving, progress, jobs: { importDebtors, undoImport } })
      return debtorsApi({ ...serving, ...needs, imports })
    },
  }
}

export type DebtorsArea = ReturnType<typeof openDebtors>
