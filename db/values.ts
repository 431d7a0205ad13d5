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

/** Queues and what they are for: `interactive` has slots of its own, so that nothing bulk can delay a person; in `calls` each live call holds one and only waits; `actions` waits for other people's servers, which may be slow; `models` for language models, and is held while a limit or a budget is reached. */
export const queues = ['interactive', 'bulk', 'background', 'calls', 'actions', 'models'] as const
export type Queue = (typeof queues)[number]

export const batchStates = ['running', 'paused', 'done', 'cancelled', 'failed', 'removing'] as const
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

/** What makes a person one person on a floor. `none` is a file without ids: then name and first phone do. */
export const nationalIdKinds = ['rut', 'cedula', 'dni', 'curp', 'ssn_last4', 'free', 'none'] as const
export type NationalIdKind = (typeof nationalIdKinds)[number]

export const phoneStates = ['ok', 'bad', 'wrong_person'] as const
export type PhoneState = (typeof phoneStates)[number]

export const debtStates = ['open', 'paid', 'withdrawn'] as const
export type DebtState = (typeof debtStates)[number]

export const debtorImportKinds = ['debtors', 'payments', 'job_documents'] as const
export type DebtorImportKind = (typeof debtorImportKinds)[number]

/** `reading` fills the waiting room, `applying` moves it to the floor; only then is anything changed. */
export const debtorImportStates = ['reading', 'applying', 'done', 'cancelled', 'failed', 'undoing', 'undone'] as const
export type DebtorImportState = (typeof debtorImportStates)[number]

export const campaignStates = ['draft', 'running', 'paused', 'stopped', 'done'] as const
export type CampaignState = (typeof campaignStates)[number]

/**
 * Where a debtor stands in a campaign; the first seven are those of existing deployments (`completed` is read as `done`).
 * `pending` waits to be chosen by a round, `scheduled` has its moment, `excluded` is out by a rule, `needs_review` waits for a person.
 */
export const callJobStatuses = ['pending', 'scheduled', 'in_progress', 'done', 'failed', 'suspended', 'cancelled', 'excluded', 'needs_review'] as const
export type CallJobStatus = (typeof callJobStatuses)[number]

/** `asking`: it came while the computer slept and a person must say what becomes of it. */
export const roundStates = ['planned', 'running', 'done', 'asking', 'skipped'] as const
export type RoundState = (typeof roundStates)[number]

/** As a round is told: one under way in which nobody is called or due now waits for later tries. */
export const toldRoundStates = [...roundStates, 'waiting'] as const
export type ToldRoundState = (typeof toldRoundStates)[number]

export const verdicts = ['dial', 'wait', 'exclude'] as const
export type VerdictName = (typeof verdicts)[number]

/** `intended` is written before the provider is asked; `not_placed` is proven; `needs_review` cannot be known. */
export const attemptStates = ['intended', 'live', 'ended', 'not_placed', 'needs_review'] as const
export type AttemptState = (typeof attemptStates)[number]

/** The provider's words for where a call stands. */
export const callStatuses = ['registered', 'not_connected', 'ongoing', 'ended', 'error'] as const
export type CallStatus = (typeof callStatuses)[number]

export const disconnectionReasons = [
  'user_hangup', 'agent_hangup', 'call_transfer', 'transfer_bridged', 'transfer_cancelled', 'inactivity', 'max_duration_reached', 'manual_stopped', 'call_take_over',
  'voicemail_reached', 'ivr_reached',
  'dial_no_answer', 'dial_busy', 'user_declined', 'registered_call_timeout',
  'invalid_destination',
  'marked_as_spam', 'dial_failed', 'sip_routing_error', 'telephony_provider_permission_denied', 'telephony_provider_unavailable', 'scam_detected',
  'no_valid_payment', 'concurrency_limit_reached', 'no_concurrency_fallback',
  'error_llm_websocket_open', 'error_llm_websocket_lost_connection', 'error_llm_websocket_runtime', 'error_llm_websocket_corrupt_payload',
  'error_no_audio_received', 'error_asr', 'error_retell', 'error_unknown', 'error_user_not_joined',
] as const
export type DisconnectionReason = (typeof disconnectionReasons)[number]

export const dispositionGroups = ['conversation', 'machine', 'unanswered', 'bad_number', 'caller_side', 'account', 'system'] as const
export type DispositionGroup = (typeof dispositionGroups)[number]

/** What a conversation came to, told from what was said. */
export const conversationOutcomes = ['promise', 'refusal', 'already_paid', 'wrong_person', 'third_party', 'opt_out', 'callback', 'voicemail', 'no_outcome'] as const
export type ConversationOutcome = (typeof conversationOutcomes)[number]

/** `review`: kept as it was said, but a person must look at it before it counts. */
export const promiseStates = ['open', 'kept', 'partial', 'broken', 'cancelled', 'review'] as const
export type PromiseState = (typeof promiseStates)[number]

export const recordingStates = ['waiting', 'kept', 'failed', 'removed'] as const
export type RecordingState = (typeof recordingStates)[number]

export const doNotCallScopes = ['person', 'number'] as const
export type DoNotCallScope = (typeof doNotCallScopes)[number]

export const alertKinds = ['breaker', 'cost_limit', 'payment_required', 'unauthorised', 'needs_review', 'callback_due', 'promise_broken', 'opt_out', 'round_missed', 'campaign_done', 'line_down'] as const
export type AlertKind = (typeof alertKinds)[number]

export const alertLevels = ['info', 'warning', 'error'] as const
export type AlertLevel = (typeof alertLevels)[number]

/** What may set an action off. */
export const actionTriggers = [
  'promise_made', 'callback_asked', 'opt_out', 'wrong_person', 'already_paid', 'refusal', 'call_ended', 'payment_received', 'promise_kept', 'promise_broken', 'campaign_finished',
] as const
export type ActionTrigger = (typeof actionTriggers)[number]

export const actionKinds = ['webhook', 'mcp'] as const
export type ActionKind = (typeof actionKinds)[number]

/** `failed` was given up after its last try; `needs_operator` cannot go on before a person has looked. Both can be replayed. */
export const deliveryStates = ['pending', 'delivered', 'failed', 'needs_operator'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** How a provider of language models is spoken to. `compatible` is any address that speaks OpenAI's protocol, such as Ollama, LM Studio or vLLM. */
export const modelProviderKinds = ['openai', 'gemini', 'compatible'] as const
export type ModelProviderKind = (typeof modelProviderKinds)[number]

/** What became of an inference. `refused` never left this machine: a limit, the budget or an open breaker held it. */
export const inferenceStatuses = ['ok', 'error', 'cancelled', 'refused'] as const
export type InferenceStatus = (typeof inferenceStatuses)[number]

/** Where an answer came from. */
export const answerOrigins = ['provider', 'exact_cache', 'near_cache'] as const
export type AnswerOrigin = (typeof answerOrigins)[number]

/** Why a model gave no answer. The first group is worth another try, the second is not, the third is this program's own refusal. */
export const modelFailures = [
  'unreachable', 'timeout', 'rate_limited', 'server_error', 'cut_off', 'unreadable',
  'unauthorised', 'no_credit', 'unknown_model', 'too_long', 'filtered', 'bad_request', 'unsupported', 'invalid_output', 'cancelled',
  'no_provider', 'budget_spent', 'user_limit', 'busy', 'breaker_open',
] as const
export type ModelFailureCode = (typeof modelFailures)[number]

/** Whether found answers are used: `shadow` looks and tells, but serves none. */
export const cacheModes = ['off', 'shadow', 'serve'] as const
export type CacheMode = (typeof cacheModes)[number]

/** What a person said of an answer that was found in the cache. */
export const cacheVerdicts = ['right', 'wrong'] as const
export type CacheVerdict = (typeof cacheVerdicts)[number]

/** What must agree before a near question is taken for the same one. `words`: every word that carries meaning has its counterpart. */
export const cacheGuards = ['negation', 'numbers', 'dates', 'names', 'products', 'words', 'order', 'question'] as const
export type CacheGuard = (typeof cacheGuards)[number]

/** Which classifier speaks for a business: the offline one alone, or a language model with the offline one as its fallback and its second opinion. */
export const classifierModes = ['offline', 'llm'] as const
export type ClassifierMode = (typeof classifierModes)[number]

/** An order from the first word to its sale; spelt as existing deployments store them. */
export const orderStates = ['iniciada', 'pendiente', 'recolectando_datos', 'listo_para_finalizar', 'cerrada', 'cancelada'] as const
export type OrderState = (typeof orderStates)[number]

/** States an order never leaves. `cerrada` is only reached by closing it, which makes its sale. */
export const endedOrderStates = ['cerrada', 'cancelada'] as const satisfies readonly OrderState[]

/** What a customer's message is about; spelt as existing deployments store them. */
export const chatIntents = ['inventario', 'venta', 'cliente', 'contexto'] as const
export type ChatIntent = (typeof chatIntents)[number]

/** How the agent speaks. The words are those of the channels' protocol. */
export const chatTones = ['amigable', 'formal', 'directo'] as const
export type ChatTone = (typeof chatTones)[number]

/** Where a chat comes from: the console's lab, an outside channel with its key, or a program of this machine without one. */
export const chatChannels = ['lab', 'channel', 'local'] as const
export type ChatChannel = (typeof chatChannels)[number]

export const chatStates = ['open', 'closed'] as const
export type ChatState = (typeof chatStates)[number]

/** Who answers a chat: the agent, nobody for now, or a person, whom the agent cannot interrupt. */
export const chatControls = ['agent', 'paused', 'person'] as const
export type ChatControl = (typeof chatControls)[number]

export const chatCloseReasons = ['person', 'inactive'] as const
export type ChatCloseReason = (typeof chatCloseReasons)[number]

/** Who said a message. `system`: a note between them, such as who took over. */
export const chatAuthors = ['customer', 'agent', 'person', 'system'] as const
export type ChatAuthor = (typeof chatAuthors)[number]

export const chatMessageKinds = ['text', 'image', 'audio'] as const
export type ChatMessageKind = (typeof chatMessageKinds)[number]

/** What becomes of a customer's message: `held` waits for a person, because the agent is paused or was locked out; all others are `said`. */
export const chatMessageStates = ['waiting', 'answering', 'answered', 'held', 'failed', 'said'] as const
export type ChatMessageState = (typeof chatMessageStates)[number]

/** Why a person should take over. `unreadable_media`: an image or a recording that nobody here can read. */
export const handoffReasons = ['asked_for_person', 'anger', 'complaint', 'low_confidence', 'unreadable_media', 'failed'] as const
export type HandoffReason = (typeof handoffReasons)[number]

/** Who words the agent's answers: templates alone, or a language model over the same facts. What is done is decided the same way for both. */
export const chatWordings = ['offline', 'model'] as const
export type ChatWording = (typeof chatWordings)[number]

/** Who finds out what a customer's images and recordings say: a person who is called, or the provider of language models they are sent to. */
export const mediaReaders = ['person', 'provider'] as const
export type MediaReader = (typeof mediaReaders)[number]

/** What a turn of a scripted conversation is checked for. `lacks`: words that must not be said; `uncovered`: what was stated and stands in no data. */
export const benchChecks = ['intent', 'state', 'cart', 'products', 'fact', 'lacks', 'handoff', 'uncovered'] as const
export type BenchCheckKind = (typeof benchChecks)[number]

/** Which catalogue scripted conversations speak of: the business's own, or the sample that the program ships. */
export const benchCatalogues = ['own', 'sample'] as const
export type BenchCatalogue = (typeof benchCatalogues)[number]

export const benchRunStates = ['running', 'done', 'failed', 'cancelled'] as const
export type BenchRunState = (typeof benchRunStates)[number]

/** What is done with a sale until the customer has it. */
export const fulfilmentStates = ['pending', 'confirmed', 'preparing', 'ready', 'delivered', 'cancelled'] as const
export type FulfilmentState = (typeof fulfilmentStates)[number]
export const fulfilmentTransitions: Readonly<Record<FulfilmentState, readonly FulfilmentState[]>> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['preparing', 'cancelled'],
  preparing: ['ready'],
  ready: ['delivered'],
  delivered: [],
  cancelled: [],
}

export const paymentStates = ['pending', 'approved', 'rejected', 'refunded'] as const
export type PaymentState = (typeof paymentStates)[number]
export const paymentTransitions: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  pending: ['approved', 'rejected'],
  approved: ['refunded'],
  rejected: ['approved'],
  refunded: [],
}

/** Where a sale was made; those of before Vocero come from files, which may not say. */
export const salesChannels = ['chat', 'console', 'store', 'phone', 'web', 'other'] as const
export type SalesChannel = (typeof salesChannels)[number]

/** Why a product's stock changed. */
export const stockReasons = ['created', 'counted', 'received', 'damaged', 'returned', 'other', 'import', 'import_undone', 'sale', 'sale_cancelled'] as const
export type StockReason = (typeof stockReasons)[number]

/** Those a person may give. */
export const stockAdjustments = ['counted', 'received', 'damaged', 'returned', 'other'] as const satisfies readonly StockReason[]
export type StockAdjustment = (typeof stockAdjustments)[number]

export const catalogueImportKinds = ['products', 'customers', 'sales'] as const
export type CatalogueImportKind = (typeof catalogueImportKinds)[number]

export const catalogueImportStates = ['running', 'done', 'cancelled', 'failed', 'undoing', 'undone'] as const
export type CatalogueImportState = (typeof catalogueImportStates)[number]

/** What a document's file is. */
export const documentKinds = ['text', 'markdown', 'html', 'csv', 'docx', 'pdf'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** Where a version of a document stands. `waiting` and `reading` bring its pieces, `indexing` their vectors; only `ready` can be searched. */
export const documentStates = ['waiting', 'reading', 'indexing', 'ready', 'failed', 'cancelled'] as const
export type DocumentState = (typeof documentStates)[number]

/** What a piece of a document is: a list and a table are not read as sentences. */
export const chunkKinds = ['prose', 'list', 'table', 'code'] as const
export type ChunkKind = (typeof chunkKinds)[number]

/** What a kept file is for; how large it may be and of what type hangs on it. */
export const fileKinds = ['chat_image', 'chat_audio', 'export', 'document', 'other'] as const
export type FileKind = (typeof fileKinds)[number]

/** Where a file's bytes lie. `minio` is any address that speaks the protocol of S3. */
export const fileStores = ['local', 's3', 'minio'] as const
export type FileStoreName = (typeof fileStores)[number]
export const remoteStores = ['s3', 'minio'] as const satisfies readonly FileStoreName[]
export type RemoteStoreName = (typeof remoteStores)[number]

/**
 * Where a file stands. `receiving` is not whole yet; `moving` is kept here and waits to be brought to the remote store;
 * `lost` was to be moved, but its bytes are gone or are others; `removing` is shown to nobody any more, only its bytes are still to go.
 */
export const fileStates = ['receiving', 'kept', 'moving', 'lost', 'removing'] as const
export type FileState = (typeof fileStates)[number]

/** Why a store of files did not do what it was asked. */
export const storeFailures = [
  'unreachable', 'timeout', 'cut_off', 'server_error', 'unauthorised', 'forbidden', 'no_bucket', 'wrong_region', 'wrong_time',
  'not_found', 'damaged', 'disk_full', 'refused', 'not_set_up', 'cancelled',
] as const
export type StoreFailureCode = (typeof storeFailures)[number]

/** What an import creates or changes. */
export const catalogueEntities = ['product', 'customer', 'sale'] as const
export type CatalogueEntity = (typeof catalogueEntities)[number]

/** Why undoing an import left something as it is: changed since, part of an order or a sale, or its pieces are not there any more. */
export const importKeptReasons = ['changed', 'used', 'sold_out'] as const
export type ImportKeptReason = (typeof importKeptReasons)[number]

/**
 * Decimals of the currencies that are not counted in hundredths. Fixed here and asked of no Intl: programs disagree (Chromium
 * gives pesos of Colombia none, Node two), and a stored amount must mean the same in the engine and in every console.
 */
export const currencyDecimals: Readonly<Record<string, number>> = {
  ADP: 0, AFN: 0, ALL: 0, BIF: 0, BYR: 0, CLP: 0, DJF: 0, ESP: 0, GNF: 0, IQD: 0, IRR: 0, ISK: 0, ITL: 0, JPY: 0, KMF: 0, KPW: 0, KRW: 0, LAK: 0, LBP: 0, LUF: 0, MGA: 0, MGF: 0, MMK: 0, MRO: 0, PYG: 0,
  RSD: 0, RWF: 0, SLL: 0, SOS: 0, STD: 0, SYP: 0, TMM: 0, TRL: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0, YER: 0, ZMK: 0, ZWD: 0, BHD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3, CLF: 4, UYW: 4,
}
