import { cutAtPlaces } from './canned-places.ts'

/** A reply with its places marked: as places while it is only written down, as missing ones (`filled`) where the others were filled. */
export function CannedText({ text, filled = false }: { text: string, filled?: boolean }) {
  const look = filled ? 'bg-caution-soft text-caution' : 'bg-accent-soft text-accent'
  return (
    <p className="break-words whitespace-pre-wrap">
      {/* Parts have no identity of their own. */}
      {cutAtPlaces(text).map((part, index) => part.isPlace ? <mark key={index} className={`rounded px-0.5 ${look}`}>{part.text}</mark> : part.text)}
    </p>
  )
}
