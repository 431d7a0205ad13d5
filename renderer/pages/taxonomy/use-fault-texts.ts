import { useFaultWords } from './fault-words.ts'
import { faultsAt, type Fault } from './faults.ts'

/** The faults of a field as one text beside it; undefined when it has none. */
export function useFaultTexts(faults: readonly Fault[]): (...path: (string | number)[]) => string | undefined {
  const words = useFaultWords()
  return (...path) => faultsAt(faults, ...path).map(fault => words(fault.message)).join(' · ') || undefined
}
