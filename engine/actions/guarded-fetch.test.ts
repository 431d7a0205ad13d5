import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { guardedFetch, PrivateAddress, type GuardOptions } from './guarded-fetch.ts'
import { isPrivateAddress } from './private-addresses.ts'

let server: Server
let heard: string[]
let port: number
beforeEach(async () => {
  heard = []
  server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' })
    response.end('here')
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  port = (server.address() as AddressInfo).port
})
afterEach(() => new Promise((resolve) => { server.close(resolve) }))

/** A name server that answers as the test says. */
const resolvesTo = (...addresses: string[]) => ((_host: string, _options: unknown, callback: (error: null, addresses: unknown) => void) => {
  callback(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
}) as unknown as NonNullable<GuardOptions['resolve']>

describe('addresses that are not public', () => {
  test.each(['127.0.0.1', '127.9.9.9', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.1', '::1', '::', 'fe80::1', 'fd00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a00:1', '64:ff9b::7f00:1', '2002:7f00:1::', 'no address'])('%s', (address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })
  test.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '1.1.1.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('but %s is', (address) => {
    expect(isPrivateAddress(address)).toBe(false)
  })
})

describe('the guarded fetch', () => {
  test.each(['http://127.0.0.1', 'http://[::1]', 'http://[::ffff:127.0.0.1]', 'http://2130706433', 'http://0x7f.1', 'http://localhost', 'https://169.254.169.254'])('refuses %s', async (address) => {
    await expect(guardedFetch({ allowPrivate: false })(`${address}:${port}/`)).rejects.toBeInstanceOf(PrivateAddress)
    expect(heard).toEqual([])
  })

  test('refuses a name that leads inside, also by one of several addresses', async () => {
    const inside = guardedFetch({ allowPrivate: false, resolve: resolvesTo('93.184.215.14', '10.0.0.7') })
    await expect(inside(`http://innocent.example:${port}/`)).rejects.toMatchObject({ host: 'innocent.example' })
    expect(heard).toEqual([])
  })

  test('reaches the own network when that is allowed, and follows no redirect', async () => {
    const inside = guardedFetch({ allowPrivate: true })
    const answer = await inside(`http://127.0.0.1:${port}/moved`, { method: 'POST', body: 'ñ' })
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([302, '/elsewhere', 'here'])
    expect(heard).toEqual(['POST /moved'])
  })
})
