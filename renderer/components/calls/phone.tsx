import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** Numbers on screen come back at every refresh; taking one apart is slow beside drawing it. */
const written = new Map<string, string>()
const mostKept = 20_000

/** An E.164 number in groups as its country writes it: "+56 9 8765 4321". What is no such number stays as it is. */
export function phoneText(number: string): string {
  const known = written.get(number)
  if (known !== undefined) return known
  const text = parsePhoneNumberFromString(number)?.formatInternational() ?? number
  if (written.size >= mostKept) written.clear()
  written.set(number, text)
  return text
}

export function Phone({ number }: { number: string | null }) {
  if (number === null) return <span className="text-ink-faint">–</span>
  return <span className="whitespace-nowrap">{phoneText(number)}</span>
}
