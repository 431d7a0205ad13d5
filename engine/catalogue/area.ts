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
import { productsApi } from './products.api.ts'

/** Puts the catalogue together: the job that brings files in, and once there is a control of the runner, the routes. */
export function openCatalogue(needs: CatalogueNeeds) {
  const importCatalogue = importCatalogueJob(needs)
  const jobs: readonly AnyJob[] = [importCatalogue]
  return {
    jobs,
    serve(reader: Reader, control: JobControl, inspect: InspectFile, forgetting: Forgetting) {
      const exportRoute = implement(catalogueContract).export
      return {
        products: productsApi(needs, reader),
        customers: customersApi(needs, reader, forgetting),
        ...ordersApi(needs, reader),
        ...importsApi(needs, { control, inspect, importCatalogue }),
        export: exportRoute.handler(({ input: { businessId, kind, language }, signal }) => catalogueParts(reader, businessId, kind, language, signal)),
      }
    },
  }
}
