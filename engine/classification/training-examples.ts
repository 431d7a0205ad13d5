import type { Database } from '../../db/open.ts'
import { judgementsOf } from '../../db/queries/disagreements.ts'
import { goldenLabels } from '../../db/queries/golden.ts'
import { correctedExamples, judgedByModel } from '../../db/queries/models.ts'
import { textsOf } from '../../db/queries/results.ts'
import type { TrainingExample } from './offline/train.ts'

/** The latest of each that are learned from; more would keep the engine waiting while they are handed to the thread. */
const mostCorrected = 5_000
const mostJudged = 2_000
/** Corrections by which a language model's agreement with people is measured. */
const mostGolden = 1_000
/** Of what it was less sure of nothing is learned. */
const leastConfidence = 0.6
/** A model that is right less often than this on an enum teaches nothing there. */
const leastTrust = 0.3

/** What a business's offline classifier learns from: people's labels, and a language model's where people have not spoken, as far as it agrees with them. */
export function trainingExamples(database: Database, businessId: string, taxonomyVersion: number): TrainingExample[] {
  const people = correctedExamples(database, businessId, mostCorrected)
  const byPeople = new Map(people.map((one) => [one.seq, one]))
  const trustIn = trustByEnum(database, businessId)
  const judged = judgedByModel(database, businessId, taxonomyVersion, mostJudged)
  const texts = textsOf(database, judged.map((one) => one.seq).filter((seq) => !byPeople.has(seq)))
  const learned = judged.flatMap(({ seq, opinion }): (TrainingExample & { seq: number })[] => {
    const person = byPeople.get(seq)
    const transcript = person?.transcript ?? texts.get(seq)
    if (transcript === undefined) return []
    const labels: Record<string, string> = {}
    const trust: Record<string, number> = {}
    for (const [name, { value, confidence }] of Object.entries(judgementsOf(opinion))) {
      const believed = trustIn(name)
      if (person?.labels[name] !== undefined || confidence < leastConfidence || believed < leastTrust) continue
      labels[name] = value
      trust[name] = believed
    }
    return Object.keys(labels).length === 0 && person === undefined ? [] : [{ seq, transcript, labels: { ...labels, ...person?.labels }, trust }]
  })
  const merged = new Set(learned.map((one) => one.seq))
  return [...people.filter((one) => !merged.has(one.seq)).map(({ transcript, labels }) => ({ transcript, labels })), ...learned.map(({ transcript, labels, trust = {} }) => ({ transcript, labels, trust }))]
}

/** How often the model agreed with people on an enum, drawn towards a half by four made-up cases, because there are seldom many. Always less than a person's word. */
function trustByEnum(database: Database, businessId: string): (enumName: string) => number {
  const counts = new Map<string, { right: number; all: number }>()
  for (const { enumName, llm, person } of goldenLabels(database, { businessId, limit: mostGolden }).labels) {
    if (llm === null) continue
    const before = counts.get(enumName) ?? { right: 0, all: 0 }
    counts.set(enumName, { right: before.right + Number(llm === person), all: before.all + 1 })
  }
  return (enumName) => {
    const { right, all } = counts.get(enumName) ?? { right: 0, all: 0 }
    return (right + 2) / (all + 4)
  }
}
