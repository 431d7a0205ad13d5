import { expect, it } from 'vitest'
import { readHostFlags } from './serve.ts'

it('listens on loopback and a free port unless told otherwise', () => {
  expect(readHostFlags([], {})).toMatchObject({ host: '127.0.0.1', port: 0, 'no-window': false, 'allow-host': [] })
  expect(readHostFlags(['--port', '8080', '--host', '0.0.0.0', '--allow-host', 'a.example', '--allow-host', 'b.example', '--no-window'], {})).toMatchObject({ host: '0.0.0.0', port: 8080, 'allow-host': ['a.example', 'b.example'], 'no-window': true })
})

it('takes the token from the environment, the command line first', () => {
  expect(readHostFlags([], { VOCERO_TOKEN: 'secret' }).token).toBe('secret')
  expect(readHostFlags(['--token', 'given'], { VOCERO_TOKEN: 'secret' }).token).toBe('given')
})

it.each([['--port', 'x'], ['--port', '70000'], ['--port', '1.5'], ['--port', '-1'], ['--token', ''], ['--unknown', 'x'], ['--allow-origin', 'shop.example.com'], ['--allow-origin', 'https://shop.example.com/chat'], ['--data', '']])('refuses %s "%s" by name', (flag, value) => {
  expect(() => readHostFlags([`${flag}=${value}`], {})).toThrow(flag)
})
