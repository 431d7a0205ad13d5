/**
 * How well an entry of a list fits what was typed: its name begins with it, contains it, has its words
 * in any order, or only its description does. Accents and case do not count. Entries are found by the words people see (`keywords`), never by their id.
 */
export function rankEntry(_id: string, typed: string, keywords: string[] = []): number {
  const wanted = plain(typed)
  const [name = '', ...descriptions] = keywords.map(plain)
  if (name.startsWith(wanted)) return 1
  if (name.split(/\s+/).some(word => word.startsWith(wanted))) return 0.9
  if (name.includes(wanted)) return 0.8
  const words = [name, ...descriptions].flatMap(text => text.split(/\s+/))
  if (wanted.split(/\s+/).every(part => words.some(word => word.startsWith(part)))) return 0.6
  return descriptions.some(description => description.includes(wanted)) ? 0.5 : 0
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{Diacritic}/gu, '').toLowerCase().trim()
}
