/** Why something cannot be done with a chat; translation keys. */
export type ChatReason =
  | 'chat.not_found' | 'chat.message_not_found' | 'chat.business_not_found' | 'chat.canned_not_found' | 'chat.shortcut_taken' | 'chat.not_of_the_lab' | 'chat.not_taken_over' | 'chat.taken_over' | 'chat.paused' | 'chat.paused'
  | 'chat.not_unanswered' | 'chat.not_an_answer' | 'chat.no_file' | 'chat.file_type' | 'chat.file_too_large' | 'chat.file_not_kept' | 'chat.upload_missing' | 'chat.provider_unknown' | 'chat.text_too_long' | 'chat.text_empty'

/** What cannot be done with a chat. Nothing was changed. */
export class ChatProblem extends Error {
  override name = 'ChatProblem'
  readonly kind: 'NOT_FOUND' | 'CONFLICT' | 'INVALID'
  readonly reason: ChatReason
  constructor(kind: ChatProblem['kind'], reason: ChatReason) {
    super(reason)
    this.kind = kind
    this.reason = reason
  }
}
