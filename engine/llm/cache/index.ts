export { openAnswerCache } from './open-answer-cache.ts'
export { answerVectors } from './entries.ts'
