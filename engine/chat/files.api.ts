import { createReadStream } from 'node:fs'
import { implement } from '@orpc/server'
import { uploadById } from '../../db/queries/uploads.ts'
import { chatContract } from '../contract/chat.ts'
import { uploadPath } from '../ingest/index.ts'
import { ChatProblem } from './chat-problem.ts'
import { answeringLater } from './chats.api.ts'
import { requireChat, requireMessage } from './chats.ts'
import type { ChatCore } from './core.ts'
import type { MediaStore } from './ports.ts'
import { sayFile } from './say-file.ts'
import { messageOf } from './view.ts'

/** The routes about images and recordings. */
export function chatFilesApi(core: ChatCore, { media, dataFolder }: { readonly media: MediaStore; readonly dataFolder: string }) {
  const { database } = core
  const api = implement(chatContract)
  return {
    sendFile: api.sendFile.handler(({ input, errors }) => answeringLater(errors, async () => {
      const chat = requireChat(database, input.businessId, input.chatId)
      if (chat.channel !== 'lab') throw new ChatProblem('CONFLICT', 'chat.not_of_the_lab')
      const upload = uploadById(database, input.uploadId)
      if (upload === undefined || upload.received < upload.bytes) throw new ChatProblem('NOT_FOUND', 'chat.upload_missing')
      return sayFile(core, media, { ...input, fileName: upload.file_name, body: createReadStream(uploadPath(dataFolder, upload.id)) })
    })),
    fileUrl: api.fileUrl.handler(({ input, errors }) => answeringLater(errors, async () => {
      const message = messageOf(requireMessage(database, requireChat(database, input.businessId, input.chatId), input.messageId))
      const found = message.fileId === null ? null : await media.signedUrl(input.businessId, message.fileId)
      if (found === null) throw new ChatProblem('NOT_FOUND', 'chat.no_file')
      return found
    })),
  }
}
