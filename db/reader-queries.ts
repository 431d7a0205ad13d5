import { attemptCounts } from './queries/call-attempts.ts'
import { attemptPage, attemptsAfter } from './queries/call-list.ts'
import { reportFigures } from './queries/reports.ts'
import { campaignFactsText } from './queries/campaign-facts.ts'
import { campaignFigures } from './queries/campaign-figures.ts'
import { campaignJobCount, campaignJobSeqs } from './queries/campaign-jobs.ts'
import { chatFigures, exportedMessages } from './queries/chat-figures.ts'
import { chatPage } from './queries/chats.ts'
import { chunksByWords } from './queries/chunks-by-words.ts'
import { chunksLetThrough } from './queries/chunks.ts'
import { customerPage, customersAfter } from './queries/customers.ts'
import { debtorFacets, debtorPage, debtorsBySeq, debtorSeqs } from './queries/debtors-list.ts'
import { disagreementPage } from './queries/disagreements.ts'
import { goldenLabels } from './queries/golden.ts'
import { filePage, filesUsed, fileTotals } from './queries/files.ts'
import { inferenceFacets, inferencePage, inferencesBySeq, inferenceSeqs, inferenceUsage } from './queries/inferences-list.ts'
import { cacheHitsNaming, chatMessagesNaming, chatsNaming, inferencesNaming, keptAnswersNaming } from './queries/person-texts.ts'
import { orderedLinesAfter, orderPage } from './queries/orders.ts'
import { soldProduct, soldProductPage } from './queries/product-figures.ts'
import { productCategories, productsAfter } from './queries/products.ts'
import { salePage, soldLinesAfter } from './queries/sales.ts'
import { transcriptDashboard, transcriptFacets } from './queries/transcripts-dashboard.ts'
import { fullTranscripts } from './queries/transcripts-full.ts'
import { transcriptPage, transcriptSeqs } from './queries/transcripts-list.ts'

/** What may be asked of a reading thread, by name. Inputs and answers are plain data: they cross between threads. */
export const readerQueries = {
  'transcripts.page': transcriptPage,
  'transcripts.seqs': transcriptSeqs,
  'transcripts.full': fullTranscripts,
  'transcripts.dashboard': transcriptDashboard,
  'transcripts.facets': transcriptFacets,
  'opinions.disagreements': disagreementPage,
  'opinions.golden': goldenLabels,
  'campaigns.figures': campaignFigures,
  'campaigns.job_seqs': campaignJobSeqs,
  'campaigns.job_count': campaignJobCount,
  'campaigns.facts': campaignFactsText,
  'calls.counts': attemptCounts,
  'calls.page': attemptPage,
  'calls.after': attemptsAfter,
  'calls.report': reportFigures,
  'debtors.page': debtorPage,
  'debtors.seqs': debtorSeqs,
  'debtors.by_seq': debtorsBySeq,
  'debtors.facets': debtorFacets,
  'catalogue.products': soldProductPage,
  'catalogue.product': soldProduct,
  'catalogue.products_after': productsAfter,
  'catalogue.categories': productCategories,
  'catalogue.customers': customerPage,
  'catalogue.customers_after': customersAfter,
  'catalogue.orders': orderPage,
  'catalogue.ordered_lines_after': orderedLinesAfter,
  'catalogue.sales': salePage,
  'catalogue.sold_lines_after': soldLinesAfter,
  'chats.page': chatPage,
  'chats.figures': chatFigures,
  'chats.messages_after': exportedMessages,
  'knowledge.words': chunksByWords,
  'knowledge.let_through': chunksLetThrough,
  'files.page': filePage,
  'files.usage': filesUsed,
  'files.totals': fileTotals,
  'inferences.page': inferencePage,
  'inferences.seqs': inferenceSeqs,
  'inferences.by_seq': inferencesBySeq,
  'inferences.usage': inferenceUsage,
  'inferences.facets': inferenceFacets,
  'inferences.naming': inferencesNaming,
  'kept_answers.naming': keptAnswersNaming,
  'cache_hits.naming': cacheHitsNaming,
  'chat_messages.naming': chatMessagesNaming,
  'chats.naming': chatsNaming,
} as const

export type ReaderQueries = typeof readerQueries
export type ReaderQueryName = keyof ReaderQueries
