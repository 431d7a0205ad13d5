import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Numbers in [0, 1) that are the same at every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Distinct transcripts of about `words` words, composed of the sentences of the sample meetings, one language each. */
export function composeTranscripts(resources: string, count: number, words: number, seed = 2026): string[] {
  const random = seededRandom(seed)
  const sentences = readFileSync(join(resources, 'sample', 'meetings.csv'), 'utf8').split(/(?<=[.?!])\s+/).filter((sentence) => sentence.length > 30 && sentence.length < 300 && !sentence.includes('"'))
  const spanish = sentences.filter((sentence) => / (que|de|los|nos|por) /.test(sentence))
  const english = sentences.filter((sentence) => / (the|and|we|of) /.test(sentence))
  return Array.from({ length: count }, (_, index) => {
    const pool = index % 3 === 2 ? english : spanish
    const parts: string[] = []
    for (let length = 0; length < words;) {
      const sentence = pool[Math.floor(random() * pool.length)] ?? ''
      parts.push(sentence)
      length += sentence.split(/\s+/).length
    }
    return parts.join(' ')
  })
}

/** A meetings file in the usual layout with these transcripts. */
export function writeMeetings(path: string, transcripts: readonly string[]): void {
  const lines = transcripts.map((transcript, index) =>
    `Cliente ${index},cliente${index}@example.com,569${String(index).padStart(8, '0')},2025-${String(1 + (index % 12)).padStart(2, '0')}-15,Vendedor ${index % 9},${index % 2},"${transcript.replaceAll('"', '""')}"`)
  writeFileSync(path, `Nombre,Correo Electronico,Numero de Telefono,Fecha de la Reunion,Vendedor asignado,closed,Transcripcion\n${lines.join('\n')}\n`)
}
