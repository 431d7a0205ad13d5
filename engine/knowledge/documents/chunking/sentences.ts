/** After these a point ends no sentence. */
const abbreviations = new Set('sr sra srta sres dr dra ing lic arq prof d dña ud uds vd av avda cra cl no nº núm num art arts pág pag págs cap ref tel ext aprox máx mín max min etc ej p pp vol ed depto dpto cía cia ltda inc corp co st mr mrs ms jr vs fig e.g i.e p.ej s.a s.a.s s.l ee uu a.m p.m a m'.split(' '))

/** Cuts a text into its sentences; joined with spaces they are the text again. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = []
  let begun = 0
  for (const match of text.matchAll(/(?<![.!?…])([.!?…]+["'»”)\]]*)\s+(?=["'«“(¿¡[]?[\p{Lu}\p{N}¿¡«“])/gu)) {
    const before = text.slice(begun, match.index)
    // No abbreviation is longer, and a text without end must not be searched for one again and again.
    const word = /[\p{L}\p{N}.º]+$/u.exec(before.slice(-12))?.[0].toLowerCase() ?? ''
    // A single letter is a name's, a bare number is the place in a list.
    if (match[1] === '.' && (abbreviations.has(word) || /^\p{L}$/u.test(word) || /^\d{1,2}$/.test(word) && before.trim() === word)) continue
    sentences.push(text.slice(begun, match.index + (match[1]?.length ?? 0)))
    begun = match.index + match[0].length
  }
  if (begun < text.length) sentences.push(text.slice(begun))
  return sentences.filter((sentence) => sentence.trim() !== '')
}
