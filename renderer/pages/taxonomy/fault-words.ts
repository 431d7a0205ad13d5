import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'

/**
 * The engine tells faults of a taxonomy in English, as its checks find them; the usual ones are told in the person's
 * language. One that is not known here is shown as it came, rather than not at all.
 */
const known: readonly (readonly [key: string, pattern: RegExp])[] = [
  ['empty', /^Too small: expected (?:string|array) to have >=1 /],
  ['tooLong', /^Too big: expected string to have <=(?<most>\d+) /],
  ['tooLow', /^Too small: expected number to be >=?(?<least>[\d.]+)/],
  ['tooHigh', /^Too big: expected number to be <=?(?<most>[\d.]+)/],
  ['name', /^Invalid string: must match pattern/],
  ['missing', /^Invalid input: expected \w+, received undefined/],
  ['type', /^Invalid input: expected (?<wanted>\w+)/],
  ['languagePriors', /^the priors of \S+ for (?<language>es|en) add up to (?<sum>[\d.]+)/],
  ['priors', /^priors of \S+ add up to (?<sum>[\d.]+)/],
  ['repeatedValue', / repeats a value$/],
  ['repeatedName', /^a name is used twice/],
  ['quantity', /uses the unknown quantity (?<quantity>\S+)$/],
  ['parentheses', /has unbalanced parentheses$/],
  ['noWords', /has a part without words$/],
  ['spellings', /has more than (?<most>\d+) spellings$/],
  ['json', /JSON/],
]

/** Which of the known faults a message tells, and with what figures; null for one that is not known. */
export function readFault(message: string): { key: string, values: Record<string, string> } | null {
  for (const [key, pattern] of known) {
    const found = pattern.exec(message)
    if (found) return { key, values: { ...found.groups } }
  }
  return null
}

/** A fault in the person's language. */
export function useFaultWords(): (message: string) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return message => {
    const fault = readFault(message)
    if (!fault) return message
    const { sum, language, ...values } = fault.values
    return t(`taxonomy.fault.${fault.key}`, {
      ...values, message,
      ...(sum !== undefined && { sum: format.percent(Number(sum), 1) }),
      ...(language !== undefined && { language: t(`taxonomy.language.${language}`) }),
    })
  }
}
