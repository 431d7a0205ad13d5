import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact, withoutSecrets } from './redact.ts'

describe('what must not be kept is taken out', () => {
  test.each([
    ['an OpenAI key', 'my key is sk-proj-abcDEF123456789012345 ok', 'my key is [key] ok'],
    ['a Google key', 'AIzaSyA1234567890abcdefghijklmnopqrstuv', '[key]'],
    ['an AWS key', 'id AKIAIOSFODNN7EXAMPLE', 'id [key]'],
    ['a GitHub key', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789', '[key]'],
    ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N', '[key]'],
    ['a header', 'Authorization: Bearer abc.def-123456', 'Authorization: Bearer [key]'],
    ['a named password', 'password: hunter2x, and "api_key": "whatever1"', 'password: [key], and "api_key": "[key]"'],
    ['access data in an address', 'postgres://maria:s3cr3t@db.local/x', 'postgres://[credentials]@db.local/x'],
    ['a key in an address', 'https://x.test/v1?key=abcdef&alt=sse', 'https://x.test/v1?key=[key]&alt=sse'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----.', '[key].'],
    ['an e-mail address', 'escríbeme a juan.pérez@correo.cl hoy', 'escríbeme a [email] hoy'],
    ['a card', 'tarjeta 4111 1111 1111 1111 vence', 'tarjeta [card] vence'],
    ['a card without spaces', '5555555555554444', '[card]'],
    ['a RUT', 'mi rut es 12.345.678-5 y el de ella 9876543-K', 'mi rut es [id] y el de ella [id]'],
    ['a CURP', 'CURP GODE561231HDFRRN04', 'CURP [id]'],
    ['a social security number', 'SSN 078-05-1120', 'SSN [id]'],
    ['a cédula', 'mi cédula es 1.032.456.789', 'mi cédula es [id]'],
    ['a DNI', 'DNI: 30123456', 'DNI: [id]'],
    ['a Chilean phone', 'llámame al +56 9 8765 4321', 'llámame al [phone]'],
    ['a phone without its country', 'mi número, 9 8765 4321', 'mi número, [phone]'],
    ['a phone in one run', 'es el 987654321.', 'es el [phone].'],
    ['a US phone', 'call (555) 123-4567 or 555-123-4567', 'call [phone] or [phone]'],
    ['a Spanish phone', 'al 612 34 56 78', 'al [phone]'],
  ])('%s', (_, text, clean) => {
    expect(redact(text)).toBe(clean)
  })
})

describe('what a conversation is about stays', () => {
  test.each([
    'Debe $1.234.567 al 2026-03-02, en 12 cuotas de 102.880,58 pesos',
    'It comes to $1,234,567.89 by 03/04/2026 at 10:30',
    'Pedido 12345678 de 300 unidades; versión 1.2.3.4',
    'We handle 45,000 tickets and 1200 calls a day, 24-7',
    'María González, de Viña del Mar, pide 15% de descuento',
    'the token bucket and the key points of our secret sauce',
    'https://example.com/a?page=2&size=100',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })

  test('numbers as long as a card that are none stay readable as what they are not', () => {
    expect(redact('guía 4111 1111 1111 1112')).not.toContain('[card]')
  })
})

test('a secret that is known goes wherever it stands, in part of a word too', () => {
  expect(withoutSecrets('x-PlantedKey123-y PlantedKey123', ['PlantedKey123'])).toBe('x-[key]-y [key]')
  expect(withoutSecrets('abc', ['', 'abc'])).toBe('abc')
})

test('nothing takes more than a moment, whatever the text', () => {
  // A pattern that tries every way through a long text would hang here.
  const parts = fc.array(fc.constantFrom('1', '2 ', '-', '.', '(', ')', '+', '@', 'a', 'key', ':', '=', ' ', 'sk-', '://', 'rut es ', '56 9 '), { minLength: 200, maxLength: 6_000 })
  fc.assert(fc.property(parts, (pieces) => {
    expect(typeof redact(pieces.join(''))).toBe('string')
  }), { numRuns: 100, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true })
})
