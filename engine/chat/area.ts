import { customerMessagesIn } from '../../db/queries/chat-messages.ts'
import { openJobOf } from '../../db/queries/chats.ts'
import type { Database } from '../../db/open.ts'
import type { Reader } from '../../db/reader.ts'
import type { Tx } from '../../db/tx.ts'
import type { Language } from '../../db/values.ts'
import { enqueueTx, type AnyJob, type JobControl } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Log } from '../observe/log.ts'
import type { ModelLayer, Prompts } from '../llm/index.ts'
import { chatsApi } from './chats.api.ts'
import { closeInactiveJob } from './close-inactive.job.ts'
import type { ChatCore } from './core.ts'
import { conversationFile, conversationParts } from './export.ts'
import { chatFilesApi } from './files.api.ts'
import { chatForgetter, forgetCustomerTx } from './forget.ts'
import { openHub } from './hub.ts'
import { openOutside } from './open-outside.ts'
import type { DocumentSearch, MediaStore } from './ports.ts'
import { replyJob, replyKey } from './reply.job.ts'
import { chatSettingsApi } from './settings.api.ts'
import { openShops } from './shops.ts'
import { openSpeaker } from './speak/speak.ts'
import { openPreparation } from './understand/prepare.ts'
import { chatDetail } from './view.ts'

export interface ChatNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly log: Log
  readonly dataFolder: string
  readonly documents: DocumentSearch
  readonly media: MediaStore
  readonly models: ModelLayer
  readonly prompts: Pick<Prompts, 'choose'>
}

export type ChatArea = ReturnType<typeof openChat>

/** Puts the chat together: the jobs that answer, and once there is a control of the runner, the routes and the door for outside channels. */
export function openChat(needs: ChatNeeds) {
  const { database, clock, events, documents, media, models, prompts, dataFolder } = needs
  let control: JobControl | null = null
  const hub = openHub({ clock, events, detail: (businessId, chatId) => chatDetail(database, businessId, chatId) })
  const core: ChatCore = {
    database, clock, events, media, log: needs.log, hub, shops: openShops(database),
    answerNextTx(tx, chat) {
      const [next] = customerMessagesIn(tx.database, chat.business_id, chat.seq, ['waiting', 'answering'])
      if (next !== undefined) enqueueTx(tx, reply, { businessId: chat.business_id, chatId: chat.id, messageId: next.id }, clock.now(), { uniqueKey: replyKey(chat.id) })
    },
    stopAnsweringTx(tx, chat) {
      const jobId = openJobOf(tx.database, replyKey(chat.id))
      if (jobId !== null) control?.cancelTx(tx, jobId)
    },
  }
  const reply = replyJob({ core, prepare: openPreparation({ core, documents, media, models, prompts }), speaker: openSpeaker({ core, models, prompts }) })
  const closeInactive = closeInactiveJob(core)
  const jobs: readonly AnyJob[] = [reply, closeInactive]
  return {
    jobs,
    schedules: [{ name: 'chat.close_inactive', job: closeInactive, payload: {}, cron: '* * * * *' }],
    serve(reader: Reader, given: JobControl) {
      control = given
      const settings = { knowsProvider: (id: string) => models.providers().some(({ providerId }) => providerId === id), storedBytes: (businessId: string) => media.storedBytes(businessId) }
      return {
        chatApi: { ...chatsApi(core, reader), ...chatFilesApi(core, { media, dataFolder }), ...chatSettingsApi(core, reader, settings) },
        outside: openOutside(core, media),
        /** All conversations, for the full report of a business. */
        reportParts: (businessId: string, language: Language, signal: AbortSignal | undefined) => [
          { name: conversationFile[language], open: () => conversationParts(reader, businessId, language, signal) },
        ],
        forgetPerson: chatForgetter(core, reader),
        forgetCustomerTx: (tx: Tx, businessId: string, customerSeq: number) => forgetCustomerTx(core, tx, businessId, customerSeq),
      }
    },
    close: () => hub.close(),
  }
}
