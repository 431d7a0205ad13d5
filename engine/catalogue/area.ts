import { implement } from '@orpc/server'
import type { Reader } from '../../db/reader.ts'
import { catalogueContract } from '../contract/catalogue.ts'
import type { InspectFile } from '../ingest/index.ts'
import type { AnyJob, JobControl } from '../jobs/index.ts'
import { customersApi } from './customers.api.ts'
import { catalogueParts } from './exports.ts'
import { importCatalogueJob } from './import-catalogue.job.ts'
import { importsApi } from './imports.api.ts'
import type { CatalogueNeeds, Forgetting } from './needs.ts'
import { ordersApi } from './orders.api.ts'
import { productsApi, settingsApi } from './products.api.ts'
import { catalogueReportParts, zipParts, type MoreReportParts } from './report.ts'
import { undoCatalogueImportJob } from './undo-import.job.ts'

/** Puts the catalogue together: the jobs that bring files in and take them back, and once there is a control of the runner, the routes. */
export function openCatalogue(needs: CatalogueNeeds) {
  const importCatalogue = importCatalogueJob(needs)
  const undoImport = undoCatalogueImportJob(needs)
  const jobs: readonly AnyJob[] = [importCatalogue, undoImport]
  return {
    jobs,
    /** @param moreReportParts files of other areas for the full report, behind the catalogue's own */
    serve(reader: Reader, control: JobControl, inspect: InspectFile, forgetting: Forgetting, moreReportParts: MoreReportParts = () => []) {
      const { export: exportRoute, report } = implement(catalogueContract)
      return {
        products: productsApi(needs, reader),
        customers: customersApi(needs, reader, forgetting),
        ...ordersApi(needs, reader),
        ...importsApi(needs, { control, inspect, importCatalogue, undoImport }),
        settings: settingsApi(needs),
        export: exportRoute.handler(({ input: { businessId, kind, language }, signal }) => catalogueParts(reader, businessId, kind, language, signal)),
        report: report.handler(({ input: { businessId, language }, signal }) => zipParts([...catalogueReportParts(reader, businessId, language, signal), ...moreReportParts(businessId, language, signal)], signal)),
      }
    },
  }
}
