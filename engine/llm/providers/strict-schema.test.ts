import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { jsonFitting } from '../../../tests/fakes/plausible.ts'
import { strictProblem } from '../../../tests/fakes/strict-schema.ts'
import type { JsonSchema } from '../ports.ts'
import { strictSchema, withoutAddedNulls } from './strict-schema.ts'

const person = z.object({ name: z.string().min(1).max(80), born: z.iso.date().optional(), mail: z.email().nullable().optional() })
const shapes = {
  meeting: z.object({ title: z.string().default('x'), at: z.iso.datetime(), people: z.array(person).min(1), score: z.number().min(0).max(1).nullable(), host: person.optional() }),
  choices: z.object({
    action: z.discriminatedUnion('kind', [z.object({ kind: z.literal('call'), phone: z.string().optional() }), z.object({ kind: z.literal('mail'), to: z.email(), phone: z.string().nullable() })]),
    either: z.union([z.string(), z.array(z.int())]).optional(),
  }),
  tree: z.object({ label: z.string(), get children() { return z.array(shapes.tree).optional() } }) as z.ZodType,
}

describe('the strict dialect', () => {
  it.each(Object.entries(shapes))('says %s as OpenAI takes it, and answers to it fit what was asked', (_, shape) => {
    const schema = z.toJSONSchema(shape, { io: 'input' }) as JsonSchema
    const strict = strictSchema(schema)
    expect(strict).not.toBeNull()
    expect(strictProblem(strict)).toBeNull()
    for (let seed = 0; seed < 200; seed++) {
      expect(shape.safeParse(withoutAddedNulls(schema, jsonFitting(strict, `texto ${seed}`))).error).toBeUndefined()
    }
  })

  it('keeps the nulls that were asked for', () => {
    const schema = z.toJSONSchema(z.object({ a: z.string().nullable(), b: z.string().nullable().optional(), c: z.string().optional() })) as JsonSchema
    expect(withoutAddedNulls(schema, { a: null, b: null, c: null })).toEqual({ a: null, b: null })
  })

  it('tells limits that the dialect has not in words', () => {
    expect(strictSchema(z.toJSONSchema(z.object({ note: z.string().max(80).describe('A remark') })) as JsonSchema)).toMatchObject({ properties: { note: { description: 'A remark. maxLength: 80' } } })
  })

  it.each([
    ['free keys', z.object({ counts: z.record(z.string(), z.number()) })],
    ['a tuple', z.object({ pair: z.tuple([z.string(), z.number()]) })],
    ['anything', z.object({ value: z.unknown() })],
    ['a list at the root', z.array(z.string())],
  ])('cannot say %s', (_, shape) => {
    expect(strictSchema(z.toJSONSchema(shape) as JsonSchema)).toBeNull()
  })
})
