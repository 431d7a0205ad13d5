import { implement } from '@orpc/server'
import { z } from 'zod'
import { newId } from '../../../db/id.ts'
import { benchItem, benchItemHeads, benchItemsOf, benchRunOf, benchRunsOf, deleteBenchRunTx, setReferenceTx, type BenchRunRow } from '../../../db/queries/chat-bench.ts'
import { chatById } from '../../../db/queries/chats.ts'
import { businessById } from '../../../db/queries/businesses.ts'
import { chatSuiteByName, chatSuiteOf, deleteChatSuiteTx, insertChatSuiteTx, updateChatSuiteTx } from '../../../db/queries/chat-suites.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { benchTurnSchema, chatBenchContract } from '../../contract/chat-bench.ts'
import { compareRuns } from './compare.ts'
import { estimateCost } from './estimate.ts'
import { scriptOfChat, withConversation } from './from-chat.ts'
import type { BenchNeeds, Errors } from './needs.ts'
import { mostConversations, resultOf, type Runs } from './runs.ts'
import { readSuite } from './suite-text.ts'
import { countsOf, type Suites } from './suites.ts'

/** Runs a list shows. */
const mostRuns = 100
const turnsSchema = z.array(benchTurnSchema)

/** Suites, runs and what they say, all of one business. */
export function chatBenchApi(needs: BenchNeeds, { suites, runs }: { readonly suites: Suites; readonly runs: Runs }) {
  const { database, clock, events } = needs
  const api = implement(chatBenchContract)
  const tellTx = (tx: Tx) => tx.afterCommit(() => events.publish({ type: 'chat_bench.changed' }))
  const findRun = (businessId: string, runId: string, errors: Errors): BenchRunRow => {
    const row = benchRunOf(database, businessId, runId)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'chat_bench.run_not_found' } })
    return row
  }
  const findSuite = (businessId: string, suiteId: string, errors: Errors) => {
    const suite = suites.find(businessId, suiteId)
    if (suite === null) throw errors.NOT_FOUND({ data: { reason: 'chat_bench.suite_not_found' } })
    return suite
  }

  return {
    suites: api.suites.handler(({ input: { businessId } }) => suites.of(businessId)),
    suite: api.suite.handler(({ input: { businessId, suiteId }, errors }) => {
      const { head, text } = findSuite(businessId, suiteId, errors)
      return { ...head, text }
    }),
    check: api.check.handler(({ input: { text } }) => {
      const read = readSuite(text)
      return 'problems' in read ? { problems: [...read.problems], conversations: 0, replies: 0 } : { problems: [], ...countsOf(read.file) }
    }),
    saveSuite: api.saveSuite.handler(({ input: { businessId, suiteId, version, name, text }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const read = readSuite(text)
      if ('problems' in read) throw errors.INVALID({ data: { reason: 'chat_bench.suite_unreadable', detail: String(read.problems[0]?.line ?? 1) } })
      const named = chatSuiteByName(database, businessId, name)
      if (named !== null && named.id !== suiteId) throw errors.CONFLICT({ data: { reason: 'chat_bench.suite_name_taken' } })
      const id = suiteId ?? newId()
      const now = clock.now()
      writeTx(database, (tx) => {
        if (suiteId === null) insertChatSuiteTx(tx, { id, business_id: businessId, name, text, ...countsOf(read.file), created_at: now, updated_at: now })
        else {
          const row = chatSuiteOf(database, businessId, suiteId)
          if (row === null) throw errors.NOT_FOUND({ data: { reason: 'chat_bench.suite_not_found' } })
          if (row.version !== version) throw errors.CONFLICT({ data: { reason: 'chat_bench.suite_changed' } })
          updateChatSuiteTx(tx, businessId, suiteId, { name, text, ...countsOf(read.file) }, now)
        }
        tellTx(tx)
      })
      return findSuite(businessId, id, errors).head
    }),
    fromChat: api.fromChat.handler(({ input: { businessId, chatId, suiteId }, errors }) => {
      const chat = chatById(database, businessId, chatId)
      if (chat === null) throw errors.NOT_FOUND({ data: { reason: 'chat_bench.chat_not_found' } })
      const text = suiteId === null ? null : findSuite(businessId, suiteId, errors).text
      const script = scriptOfChat(database, chat, chat.title === '' ? new Date(chat.created_at).toISOString().slice(0, 16).replace('T', ' ') : chat.title)
      if (script === null) throw errors.INVALID({ data: { reason: 'chat_bench.chat_without_answers' } })
      return { text: withConversation(text, script) }
    }),
    removeSuite: api.removeSuite.handler(({ input: { businessId, suiteId }, errors }) => {
      if (chatSuiteOf(database, businessId, suiteId) === null) throw errors.NOT_FOUND({ data: { reason: 'chat_bench.suite_not_found' } })
      writeTx(database, (tx) => {
        deleteChatSuiteTx(tx, businessId, suiteId)
        tellTx(tx)
      })
      return {}
    }),

    estimate: api.estimate.handler(({ input: { businessId, suiteIds, variant } }) => {
      const chosen = suites.chosen(businessId, suiteIds) ?? []
      const replies = sum(chosen.map(({ head }) => head.replies))
      return { conversations: sum(chosen.map(({ head }) => head.conversations)), replies, ...estimateCost(needs, variant, replies) }
    }),
    start: api.start.handler(({ input: { businessId, suiteIds, variant }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const chosen = suites.chosen(businessId, suiteIds)
      if (chosen === null) throw errors.NOT_FOUND({ data: { reason: 'chat_bench.suite_not_found' } })
      const problem = runs.problemOf(chosen, variant)
      if (problem !== null) throw errors.INVALID({ data: { reason: problem, ...(problem === 'chat_bench.too_many' ? { detail: String(mostConversations) } : {}) } })
      return runs.start(businessId, chosen, variant)
    }),
    runs: api.runs.handler(({ input: { businessId } }) => benchRunsOf(database, businessId, mostRuns).map(runs.toContract)),
    run: api.run.handler(({ input: { businessId, runId }, errors }) => runs.toContract(findRun(businessId, runId, errors))),
    cancel: api.cancel.handler(({ input: { businessId, runId }, errors }) => {
      if (!runs.cancel(findRun(businessId, runId, errors))) throw errors.CONFLICT({ data: { reason: 'chat_bench.run_ended' } })
      return runs.toContract(findRun(businessId, runId, errors))
    }),
    removeRun: api.removeRun.handler(({ input: { businessId, runId }, errors }) => {
      const run = findRun(businessId, runId, errors)
      if (run.state === 'running') throw errors.CONFLICT({ data: { reason: 'chat_bench.run_under_way' } })
      writeTx(database, (tx) => {
        deleteBenchRunTx(tx, businessId, runId)
        tellTx(tx)
      })
      return {}
    }),
    setReference: api.setReference.handler(({ input: { businessId, runId }, errors }) => {
      if (runId !== null && findRun(businessId, runId, errors).state !== 'done') throw errors.CONFLICT({ data: { reason: 'chat_bench.run_not_done' } })
      writeTx(database, (tx) => {
        setReferenceTx(tx, businessId, runId)
        tellTx(tx)
      })
      return {}
    }),

    results: api.results.handler(({ input: { businessId, runId }, errors }) => benchItemHeads(database, findRun(businessId, runId, errors).id).map(resultOf)),
    result: api.result.handler(({ input: { businessId, runId, number }, errors }) => {
      const row = benchItem(database, findRun(businessId, runId, errors).id, number)
      if (row === null) throw errors.NOT_FOUND({ data: { reason: 'chat_bench.conversation_not_found' } })
      return { ...resultOf(row), turns: row.turns === null ? [] : turnsSchema.parse(JSON.parse(row.turns)) }
    }),
    compare: api.compare.handler(({ input: { businessId, before, after }, errors }) => {
      const [earlier, later] = [findRun(businessId, before, errors), findRun(businessId, after, errors)]
      return compareRuns(benchItemsOf(database, earlier.id), benchItemsOf(database, later.id))
    }),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
