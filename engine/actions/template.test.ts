import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkTemplate, fillTemplate } from './template.ts'
import { eventVariables, startTemplates } from './variables.ts'

const known = new Set(['nombre', 'monto', 'año', 'simulated'])
const fill = (template: unknown, variables: Record<string, string> = {}) => fillTemplate(JSON.stringify(template), variables, known)
const mistake = (template: string) => {
  try {
    checkTemplate(template, known)
  } catch (error) {
    return error
  }
  return null
}

describe('a template', () => {
  test('keeps every value whole, whatever is in it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (nombre, other) => {
      const body = JSON.stringify(fill({ deep: [{ text: 'Hola {{nombre}}, {{ monto }}!' }] }, { nombre, monto: other }))
      expect(JSON.parse(body)).toEqual({ deep: [{ text: JSON.parse(JSON.stringify(`Hola ${nombre}, ${other}!`)) }] })
    }))
  })

  test('never fills what a value brings along', () => {
    expect(fill({ text: '{{nombre}}' }, { nombre: '{{monto}} $& "', monto: '1' })).toEqual({ text: '{{monto}} $& "' })
  })

  test('gives numbers and booleans where they are asked for, and null where there is nothing', () => {
    const template = { amount: '{{monto | number}}', practice: '{{simulated|boolean}}', text: '{{nombre}}', year: '{{año | number}}' }
    expect(fill(template, { monto: '-12.5', simulated: 'true' })).toEqual({ amount: -12.5, practice: true, text: '', year: null })
    expect(() => fill(template, { monto: 'mucho' })).toThrow(expect.objectContaining({ reason: 'actions.problem.template_number', detail: 'monto' }))
  })

  test('has no variable that objects are born with', () => {
    expect(() => fill({ text: '{{constructor}}' })).toThrow(expect.objectContaining({ reason: 'actions.problem.template_variable', detail: 'constructor' }))
    expect(fillTemplate('{"text":"{{toString}}"}', {}, new Set(['toString']))).toEqual({ text: '' })
  })

  test.each([
    ['{"text": "{{apellido}}"}', 'template_variable', 'apellido'],
    ['{"list": [{"text": "a {{ nombre }} {{nombre|upper}}"}]}', 'template_placeholder', '{{nombre|upper}}'],
    ['{"text": "about {{monto | number}}"}', 'template_placeholder', 'about {{monto | number}}'],
    ['{"{{nombre}}": 1}', 'template_placeholder', '{{nombre}}'],
    ['{"text": "{{}}"}', 'template_placeholder', '{{}}'],
    ['{"text": "Hola {{nombre}"}', 'template_placeholder', 'Hola {{nombre}'],
    ['[1]', 'template_object', ''],
    ['"{{nombre}}"', 'template_object', ''],
  ])('that says %s is refused by name', (template, reason, detail) => {
    expect(mistake(template)).toMatchObject({ reason: `actions.problem.${reason}`, detail })
  })

  test('that is no JSON is refused with where', () => {
    expect(mistake('{"amount": {{monto}}}')).toMatchObject({ reason: 'actions.problem.template_json', detail: expect.stringContaining('position') })
  })

  test.each(Object.entries(startTemplates))('a new %s begins with is a good one', (_kind, template) => {
    expect(() => checkTemplate(template, new Set(eventVariables))).not.toThrow()
  })
})
