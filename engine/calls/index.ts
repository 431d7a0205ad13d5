/** What other areas and start.ts may use of calls. */
export { callMetrics } from './metrics.ts'
export { openCalls } from './area.ts'
export type { CallsArea, CallsNeeds } from './area.ts'
export type { PracticeStart } from './campaigns/lines.ts'
