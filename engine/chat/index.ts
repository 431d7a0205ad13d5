/** What other areas, hosts and start.ts may use of the chat. The agent's pure core has an index of its own. */
export { openChat } from './area.ts'
export type { ChatArea, ChatNeeds } from './area.ts'
export { ChatProblem } from './chat-problem.ts'
export type { ChatReason } from './chat-problem.ts'
export type { ChatKey, OutsideChats, OutsideMessage } from './outside.ts'
export { keptMedia } from './media/kept-media.ts'
export { companyDocuments } from './company-documents.ts'
export type { DocumentSearch, FoundPassage, MediaStore } from './ports.ts'
