export { loadSamples } from './load-samples.ts'
export type { SamplesNeeds } from './load-samples.ts'
export { loadPractice } from './load-practice.ts'
