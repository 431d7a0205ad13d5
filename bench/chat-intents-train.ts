/**
 * Trains the intent model that ships in resources/models/chat-intents.json from our own messages in resources/chat/intents.*.jsonl.
 *   node bench/chat-intents-train.ts
 * Printed: accuracy of the words alone by 5-fold cross-validation, before the road an answer took is known.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { chatIntents, orderStates } from '../db/values.ts'
import { newConversation } from '../engine/chat/agent/conversation.ts'
import { actsIn } from '../engine/chat/agent/understanding/acts/acts.ts'
import { intentFeatures } from '../engine/chat/agent/understanding/intents.ts'
import { readMessage } from '../engine/chat/agent/understanding/reading.ts'
import { seededRandom, shuffle, trainSoftmax, type SoftmaxModel, type SparseExample } from '../engine/classification/offline/softmax-regression.ts'
import { sampleCatalogue } from './chat-sample.ts'

const folds = 5
const messageSchema = z.object({ text: z.string(), intent: z.enum(chatIntents), state: z.enum(orderStates) })
const view = await sampleCatalogue()
const numbers = new Map<string, number>()

const examples = (['es', 'en'] as const).flatMap((language) => readFileSync(new URL(`../resources/chat/intents.${language}.jsonl`, import.meta.url), 'utf8').trimEnd().split('\n').map((line): SparseExample => {
  const { text, intent, state } = messageSchema.parse(JSON.parse(line))
  const conversation = newConversation({ currency: 'COP', language })
  const reading = readMessage(text, view, language)
  const features = intentFeatures(reading, actsIn(reading.flat), { order: { ...conversation.order, state }, pending: null })
  for (const feature of features) if (!numbers.has(feature)) numbers.set(feature, numbers.size)
  return { buckets: Int32Array.from(features, (feature) => numbers.get(feature)!), values: new Float32Array(features.length).fill(1 / Math.sqrt(features.length)), offsets: new Float32Array(chatIntents.length), label: chatIntents.indexOf(intent), weight: 1 }
}))

const order = examples.map((_, index) => index)
shuffle(order, seededRandom(1))
let right = 0
for (let fold = 0; fold < folds; fold++) {
  const model = train(order.filter((_, place) => place % folds !== fold))
  for (const index of order.filter((_, place) => place % folds === fold)) if (best(model, examples[index]!) === examples[index]!.label) right++
}
const accuracy = (right / examples.length).toFixed(3)
console.log(`${examples.length} messages, accuracy ${accuracy} by ${folds}-fold cross-validation`)

const model = train(order)
const weights = Object.fromEntries([...numbers].map(([feature, number]) => [feature, Array.from(model.weights.get(number)!, (weight) => Number(weight.toFixed(2)))] as const).filter(([, row]) => row.some((weight) => Math.abs(weight) >= 0.25)))
const provenance = `Trained by bench/chat-intents-train.ts on our own messages in resources/chat/intents.*.jsonl; accuracy ${accuracy} by ${folds}-fold cross-validation. Columns: ${chatIntents.join(', ')}.`
const lines = Object.entries(weights).map(([feature, row]) => `${JSON.stringify(feature)}:${JSON.stringify(row)}`)
writeFileSync(new URL('../resources/models/chat-intents.json', import.meta.url), `{"provenance":${JSON.stringify(provenance)},\n"bias":${JSON.stringify(Array.from(model.bias, (bias) => Number(bias.toFixed(3))))},\n"weights":{\n${lines.join(',\n')}\n}}\n`)

function train(chosen: readonly number[]): SoftmaxModel {
  return trainSoftmax(chosen.map((index) => examples[index]!), { classes: chatIntents.length, epochs: 25, learningRate: 0.3, regularisation: 0.001, biasRegularisation: 0.01, random: seededRandom(7) })
}

function best(model: SoftmaxModel, example: SparseExample): number {
  const logits = Array.from(model.bias)
  example.buckets.forEach((bucket, at) => model.weights.get(bucket)?.forEach((weight, k) => (logits[k]! += weight * example.values[at]!)))
  return logits.indexOf(Math.max(...logits))
}
