import { z } from 'zod'
import type { ModelMessage, ModelRequest } from '../ports.ts'

export type Checked<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string }

/** How much of an invalid answer and of its faults the model is shown again. */
const mostShown = 8_000
const mostFaults = 20

/** The answer as JSON of the wished shape; a fence around it, which some models cannot do without, is taken off. */
export function checkOutput<Value>(text: string, output: NonNullable<ModelRequest<Value>['output']>): Checked<Value> {
  let json: unknown
  try {
    json = JSON.parse(/^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text)
  } catch (error) {
    return { ok: false, problem: `It is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
  try {
    return { ok: true, value: output.parse(json) }
  } catch (error) {
    return { ok: false, problem: faultsOf(error) }
  }
}

function faultsOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error)
  return error.issues.slice(0, mostFaults).map((issue) => `${issue.path.length === 0 ? 'the whole' : issue.path.join('.')}: ${issue.message}`).join('\n')
}

/** The turn that asks for the same answer once more, with what was wrong with it. */
export function repairTurn(text: string, problem: string, cutOff: boolean): ModelMessage[] {
  return [
    { role: 'assistant', content: text.slice(0, mostShown) },
    { role: 'user', content: `Your answer cannot be used. ${cutOff ? 'It was cut off at its longest; be shorter. ' : ''}What is wrong with it:\n${problem}\nAnswer again with nothing but JSON that fits the schema.` },
  ]
}
