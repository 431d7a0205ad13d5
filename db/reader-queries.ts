import { campaignFactsText } from './queries/campaign-facts.ts'
import { campaignFigures } from './queries/campaign-figures.ts'
import { campaignJobCount, campaignJobSeqs } from './queries/campaign-jobs.ts'
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
  'campaigns.figures': campaignFigures,
  'campaigns.job_seqs': campaignJobSeqs,
  'campaigns.job_count': campaignJobCount,
  'campaigns.facts': campaignFactsText,
} as const

export type ReaderQueries = typeof readerQueries
export type ReaderQueryName = keyof ReaderQueries
