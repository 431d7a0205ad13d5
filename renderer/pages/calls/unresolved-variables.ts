import type { Turn } from '../../../engine/contract/calls.ts'

/** Names of variables the agent was heard to read out instead of their value, each once. */
export function spokenUnresolved(turns: readonly Turn[]): string[] {
  const names = turns.filter(turn => turn.role === 'agent').flatMap(turn => [...turn.text.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map(match => match[1] ?? ''))
  return [...new Set(names)]
}

/** A variable that was sent without a value: empty, or still the name of another one between braces. */
export function isUnresolved(value: string): boolean {
  return value.trim() === '' || /\{\{[^{}]*\}\}/.test(value)
}
