import { join } from 'node:path'
import type { Log } from '../../observe/log.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { UploadStore } from '../../ingest/index.ts'
import type { SpaceName } from '../vectors/source.ts'
import type { Vectors } from '../vectors/vectors.ts'

export interface DocumentsNeeds extends UploadStore {
  readonly events: Pick<EventBus, 'publish'>
  readonly log: Log
  readonly vectors: Vectors
}

/** Where a version's file is. Made of the id alone: a file's name comes from outside and never becomes a path. */
export const documentPath = (dataFolder: string, versionId: string): string => join(dataFolder, 'documents', versionId)

export const documentSpaceName = 'documents'
/** The space of a business's chunks; its items are their numbers. */
export const documentSpace = (businessId: string): SpaceName => ({ businessId, name: documentSpaceName })
