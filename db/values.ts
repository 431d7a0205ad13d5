/**
 * Closed lists of values shared by the database, the contract and the screens. This file imports nothing, so that
 * every layer may use it; a value that leaves a list needs a migration.
 */

/**
 * Where a job stands. `scheduled` waits for its time, `waiting` may be claimed now, `paused` is held by a person,
 * `waiting_children` has done its own part. docs/architecture.md draws the transitions.
 */
export const jobStates = [
  'scheduled', 'waiting', 'paused', 'running', 'waiting_children', 'needs_operator', 'done', 'failed', 'cancelled',
] as const
export type JobState = (typeof jobStates)[number]

/** States a job never leaves by itself. */
export const endedJobStates = ['done', 'failed', 'cancelled'] as const satisfies readonly JobState[]

/** What happens to a job whose lease ran out while it was running. Every job kind must choose. */
export const lostLeasePolicies = ['retry', 'look_up', 'ask_operator'] as const
export type LostLeasePolicy = (typeof lostLeasePolicies)[number]

export const attemptOutcomes = ['retried', 'rate_limited', 'failed', 'needs_operator', 'lease_lost', 'cancelled'] as const
export type AttemptOutcome = (typeof attemptOutcomes)[number]

/** Queues and what they are for: `interactive` has slots of its own, so that nothing bulk can delay a person. */
export const queues = ['interactive', 'bulk', 'background'] as const
export type Queue = (typeof queues)[number]

export const batchStates = ['running', 'paused', 'done', 'cancelled', 'failed'] as const
export type BatchState = (typeof batchStates)[number]

export const sentiments = ['positive', 'neutral', 'negative'] as const
export type Sentiment = (typeof sentiments)[number]

export const languages = ['es', 'en'] as const
export type Language = (typeof languages)[number]

/** Who a label's value comes from. A person's word outranks every classifier and is never overwritten by one. */
export const labelSources = ['offline', 'llm', 'person'] as const
export type LabelSource = (typeof labelSources)[number]

/** Which stage of the offline classifier spoke; `detected` is the language, `prior` means no evidence was found. */
export const labelStages = ['zero_shot', 'trained', 'prior', 'detected', 'person', 'llm'] as const
export type LabelStage = (typeof labelStages)[number]

export const evidences = ['quote', 'none'] as const
export type Evidence = (typeof evidences)[number]

/** The exact text of a signal column in which nothing was found, as existing deployments store it. */
export const noIndicators = 'No specific indicators found'

/** Bytes of one part of an upload: small enough that a part never delays other calls on the same port. */
export const uploadPartBytes = 256 * 1024

/** What a column of an imported file can be. Only `transcript` is required. */
export const meetingFields = ['clientName', 'clientEmail', 'clientPhone', 'metOn', 'seller', 'closed', 'transcript'] as const
export type MeetingField = (typeof meetingFields)[number]

/** Columns a list of transcripts can be sorted by. */
export const sortColumns = ['rowNumber', 'clientName', 'seller', 'metOn', 'closed', 'sentiment', 'confidence'] as const
