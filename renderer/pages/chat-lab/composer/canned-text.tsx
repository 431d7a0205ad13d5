import { cutAtPlaces } from './canned-places.ts'

/** A reply with the places marked for which there is nothing to say yet. */
export function CannedText({ text }: { text: string }) {
  return (
    <p className="break-words whitespace-pre-wrap">
      {/* Parts have no identity of their own. */}
      {cutAtPlaces(text).map((part, index) => part.isPlace ? <mark key={index} className="rounded bg-caution-soft px-0.5 text-caution">{part.text}</mark> : part.text)}
    </p>
  )
}
