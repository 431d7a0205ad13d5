import { join } from 'node:path'
import { activeModel, modelWeights } from '../../db/queries/models.ts'
import type { ClassifierVersion } from '../../db/queries/stored-result.ts'
import { activateTaxonomyTx, activeTaxonomy, idOfStoredTaxonomy, storeTaxonomyTx } from '../../db/queries/taxonomies.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { writeByContent } from './content-file.ts'
import { parseTaxonomy, type Taxonomy } from './taxonomy.ts'

/** Which classifier speaks for a business now, and the files from which a thread compiles it. */
export interface ActiveClassifier extends ClassifierVersion {
  readonly taxonomyFile: string
  readonly modelFile: string | null
}

interface Served { readonly version: number; readonly taxonomy: Taxonomy; readonly file: string }

/**
 * The taxonomy and the trained models in service. The database holds them; beside it each lies as a file named by its
 * content, because a thread compiles them (once) and sees no database, and sending megabytes with every task would cost
 * more than the task.
 */
export class Classifiers {
  readonly #database: Database
  readonly #folder: string
  #served: Served | null = null
  readonly #models = new Map<string, { version: number; file: string } | null>()

  constructor(database: Database, dataFolder: string) {
    this.#database = database
    this.#folder = join(dataFolder, 'models')
  }

  get folder(): string { return this.#folder }

  /**
   * Stores the taxonomy that a program brings, and puts it into service unless a person has chosen another: then it waits as
   * a version to be taken.
   * @throws ZodError naming every fault of the content.
   */
  install(content: string, now: number): { version: number; changed: boolean } {
    // What is stored was found sound then; looking at it again would cost every start of the engine.
    const id = idOfStoredTaxonomy(this.#database, content) ?? parseTaxonomy(JSON.parse(content)).id
    const installed = writeTx(this.#database, (tx) => {
      const version = storeTaxonomyTx(tx, { id, content, author: 'program', note: '' }, now)
      const held = activeTaxonomy(this.#database)?.chosen === 1
      return { version, changed: !held && activateTaxonomyTx(tx, version, false) }
    })
    this.forget()
    return installed
  }

  /** The taxonomy in service with its version. @throws when none was ever installed. */
  get active(): { readonly version: number; readonly taxonomy: Taxonomy } { return this.#serve() }

  get taxonomyFile(): string { return this.#serve().file }

  /** A file of a taxonomy that is not in service, for a thread to try it. */
  fileOfTaxonomy(content: string): string { return this.#write('taxonomy', content) }

  /** A file of a trained version, in service or not; null when there is no such version. */
  fileOfModel(businessId: string, version: number): string | null {
    const weights = modelWeights(this.#database, businessId, version)
    return weights === null ? null : this.#write('model', weights)
  }

  forBusiness(businessId: string): ActiveClassifier {
    const { version, file } = this.#serve()
    let model = this.#models.get(businessId)
    if (model === undefined) {
      const row = activeModel(this.#database, businessId, version)
      const weights = row === null ? null : modelWeights(this.#database, businessId, row.version)
      model = row === null || weights === null ? null : { version: row.version, file: this.#write('model', weights) }
      this.#models.set(businessId, model)
    }
    return { taxonomyVersion: version, modelVersion: model?.version ?? null, taxonomyFile: file, modelFile: model?.file ?? null }
  }

  /** Looks everything up anew: after a change of version, or when a thread could not read a file. */
  forget(): void {
    this.#served = null
    this.#models.clear()
  }

  #serve(): Served {
    if (this.#served !== null) return this.#served
    const row = activeTaxonomy(this.#database)
    if (row === null) throw new Error('No taxonomy is installed')
    return (this.#served = { version: row.version, taxonomy: parseTaxonomy(JSON.parse(row.content)), file: this.#write('taxonomy', row.content) })
  }

  #write(kind: 'taxonomy' | 'model', content: string): string {
    return writeByContent(this.#folder, kind, content)
  }
}
