import { ChatProblem } from './chat-problem.ts'
import type { MediaStore } from './ports.ts'

/** For as long as nothing keeps files: none is taken. */
export const noMedia: MediaStore = {
  keep: () => Promise.reject(new ChatProblem('CONFLICT', 'chat.file_type')),
  read: () => Promise.resolve(null),
  signedUrl: () => Promise.resolve(null),
  removeTx: () => undefined,
  storedBytes: () => 0,
}
