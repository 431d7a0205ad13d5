import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { compileOffline } from '../engine/classification/offline/classify.ts'
import { parseTaxonomy } from '../engine/classification/taxonomy.ts'

/** A thread with the classifier and nothing else: says when it is ready, and classifies its texts each time it is told to. */
const { taxonomyFile, texts } = workerData as { taxonomyFile: string; texts: readonly string[] }
const classifier = compileOffline(parseTaxonomy(JSON.parse(readFileSync(taxonomyFile, 'utf8'))), null)
const classifyAll = () => { for (const transcript of texts) classifier.classify({ transcript }) }
// Once before anyone measures, so that the code is compiled.
classifyAll()
parentPort?.on('message', () => {
  classifyAll()
  parentPort?.postMessage('done')
})
parentPort?.postMessage('ready')
