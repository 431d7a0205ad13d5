import type { FileKind } from '../../../db/values.ts'

/** The kinds something in the program keeps: a setting for one of the others would change nothing. */
export const keptKinds = ['chat_image', 'chat_audio'] as const satisfies readonly FileKind[]
