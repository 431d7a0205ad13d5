import type { FileKind } from '../../db/values.ts'

const megabyte = 1024 * 1024

/** The types that are kept, each with the endings of names that fit it; the first is put where none does. */
export const endings = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'audio/mpeg': ['mp3'],
  'audio/ogg': ['ogg', 'opus', 'oga'],
  'audio/wav': ['wav'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/webm': ['webm', 'weba'],
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'text/csv': ['csv'],
  'text/plain': ['txt'],
  'text/markdown': ['md', 'markdown'],
  'text/html': ['html', 'htm'],
  'application/json': ['json'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type FileType = keyof typeof endings

const images = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const
const sounds = ['audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/mp4', 'audio/webm'] as const
const office = ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] as const
const texts = ['text/csv', 'text/plain', 'text/markdown', 'text/html', 'application/json'] as const

/**
 * What each kind takes. Providers of language models take pictures up to 20 MB and sound up to 25 MB; one `PUT` of S3 takes
 * 5 GB at most, so that no kind may ask for more.
 */
export const kindRules: Readonly<Record<FileKind, { readonly types: readonly FileType[]; readonly mostBytes: number }>> = {
  chat_image: { types: images, mostBytes: 20 * megabyte },
  chat_audio: { types: sounds, mostBytes: 25 * megabyte },
  export: { types: [...texts, ...office], mostBytes: 4_096 * megabyte },
  document: { types: [...texts, ...office], mostBytes: 100 * megabyte },
  other: { types: [...images, ...sounds, ...office, ...texts], mostBytes: 100 * megabyte },
}

/** The type of a text by the ending of its name; a name without one is plain text. Null for an ending that is none of ours, such as `svg` or `js`. */
export function textTypeOf(name: string): FileType | null {
  const ending = endingOf(name)
  if (ending === null) return 'text/plain'
  return texts.find((type) => (endings[type] as readonly string[]).includes(ending)) ?? null
}

const longestName = 150

/** A name as it may be shown and downloaded: one line, no path, and an ending that says what the bytes are. */
export function cleanName(name: string, type: FileType): string {
  const base = name.split(/[\\/]/).at(-1) ?? ''
  // Control characters, and those that turn the direction of writing: `fdp.exe` must not be able to look like `exe.pdf`.
  const shown = base.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').replaceAll(/["<>:|?*]/g, '_').replace(/^[. ]+/, '').trim()
  const fitting: readonly string[] = endings[type]
  const ending = endingOf(shown)
  const stem = ending !== null && fitting.includes(ending) ? shown.slice(0, -ending.length - 1) : shown
  const kept = Array.from(stem).slice(0, longestName).join('').trim()
  return `${kept === '' ? 'file' : kept}.${ending !== null && fitting.includes(ending) ? ending : fitting[0]}`
}

/** What follows the last point of a name, in small letters. */
function endingOf(name: string): string | null {
  return /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? null
}
