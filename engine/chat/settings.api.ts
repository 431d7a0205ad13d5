import { implement } from '@orpc/server'
import { businessById } from '../../db/queries/businesses.ts'
import { cannedReplies, removeCannedTx } from '../../db/queries/chat-settings.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx } from '../../db/tx.ts'
import { chatContract } from '../contract/chat.ts'
import { spentNanoUsd, usd } from '../llm/index.ts'
import { cannedOf, fillCanned, requireCanned, saveCannedTx } from './canned.ts'
import { ChatProblem } from './chat-problem.ts'
import { answering } from './chats.api.ts'
import { changeSettingsTx } from './control.ts'
import type { ChatCore } from './core.ts'
import { conversationParts } from './export.ts'
import { chatEndpoints } from './model-choice.ts'
import { hasChannelKey, newChannelKey, readSettings } from './settings.ts'

/** The routes about how a business's agent works, and what came of it. @param knowsProvider whether a language model's provider is set up */
export function chatSettingsApi(core: ChatCore, reader: Reader, { knowsProvider, storedBytes }: { knowsProvider(id: string): boolean; storedBytes(businessId: string): number }) {
  const { database, clock } = core
  const api = implement(chatContract)
  const requireBusiness = (businessId: string) => {
    if (businessById(database, businessId) === null) throw new ChatProblem('NOT_FOUND', 'chat.business_not_found')
  }
  const settingsOf = (businessId: string) => ({ ...readSettings(database, businessId), channelKey: hasChannelKey(database, businessId) })

  const canned = {
    list: api.canned.list.handler(({ input: { businessId } }) => cannedReplies(database, businessId).map(cannedOf)),
    save: api.canned.save.handler(({ input: { businessId, ...draft }, errors }) => answering(errors, () => {
      const id = writeTx(database, (tx) => saveCannedTx(tx, businessId, draft, clock.now()))
      return cannedOf(requireCanned(database, businessId, id))
    })),
    remove: api.canned.remove.handler(({ input: { businessId, id }, errors }) => answering(errors, () => {
      if (!writeTx(database, (tx) => removeCannedTx(tx, businessId, id))) throw new ChatProblem('NOT_FOUND', 'chat.canned_not_found')
      return {}
    })),
    fill: api.canned.fill.handler(({ input: { businessId, chatId, id }, errors }) => answering(errors, () => fillCanned(database, businessId, chatId, id))),
  }
  const settings = {
    get: api.settings.get.handler(({ input: { businessId }, errors }) => answering(errors, () => {
      requireBusiness(businessId)
      return settingsOf(businessId)
    })),
    save: api.settings.save.handler(({ input: { businessId, settings: next }, errors }) => answering(errors, () => {
      requireBusiness(businessId)
      if (next.providerId !== null && !knowsProvider(next.providerId)) throw new ChatProblem('INVALID', 'chat.provider_unknown')
      writeTx(database, (tx) => changeSettingsTx(core, tx, businessId, next, clock.now()))
      return settingsOf(businessId)
    })),
    newChannelKey: api.settings.newChannelKey.handler(({ input: { businessId }, errors }) => answering(errors, () => {
      requireBusiness(businessId)
      return { key: newChannelKey(database, businessId, clock.now()) }
    })),
  }
  return {
    canned,
    settings,
    figures: api.figures.handler(async ({ input }) => {
      // What refused and withdrawn wordings cost stands in the audit alone.
      const [{ carts, sales, ...figures }, spent] = await Promise.all([reader.run('chats.figures', input), spentNanoUsd(reader, { ...input, endpoints: chatEndpoints }, clock.now())])
      return { ...figures, conversion: { carts, sales }, modelCostUsd: usd(spent), storedBytes: storedBytes(input.businessId) }
    }),
    export: api.export.handler(({ input: { businessId, language }, signal }) => conversationParts(reader, businessId, language, signal)),
  }
}
