import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type Room, roomLimits, roomOf } from '../../src/database/disk-room.ts'
import { outageOf } from '../../src/database/outage.ts'
import { emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { plantRegion } from '../organization/planted.ts'
import { servicesOn, signedIn, signedInAs, textOf } from './client.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await emptyDatabase()
  await plantRegion(database.db, exampleActing())
  await signedInAs(database, 'clerk', { account: 'outage' })
})
afterAll(() => database.drop())

const megabyte = 1024 * 1024
const limits = { warnBelow: 2048 * megabyte, stopBelow: 128 * megabyte }

function withRoom(state: Room['state'] | null) {
  const now: Room | null = state === null ? null : { free: 1, total: 2, state, ...limits }
  return { ...servicesOn(database), room: async () => now }
}

test('an installation sets its own limits in megabytes; what is no number is refused with its name', () => {
  expect(roomLimits({})).toEqual(limits)
  expect(roomLimits({ BIANZHI_ROOM_WARNING: '10', BIANZHI_ROOM_LEAST: '' })).toEqual({
    warnBelow: 10 * megabyte,
    stopBelow: limits.stopBelow,
  })
  expect(() => roomLimits({ BIANZHI_ROOM_LEAST: '1 GB' })).toThrow(/BIANZHI_ROOM_LEAST 应为兆字节数/)
})

test('the room of a folder is told with what it means; a folder that is not there says nothing', async () => {
  const enough = await roomOf('.', { warnBelow: 0, stopBelow: 0 })
  expect(enough).toMatchObject({ state: 'enough', total: expect.any(Number) })
  const most = Number.MAX_SAFE_INTEGER
  expect((await roomOf('.', { warnBelow: most, stopBelow: 0 }))?.state).toBe('low')
  expect((await roomOf('.', { warnBelow: most, stopBelow: most }))?.state).toBe('none')
  expect(await roomOf('./not-there', limits)).toBeNull()
})

test('with the disk full nothing is recorded, everything can be read, and one can sign in and out', async () => {
  const client = await signedIn(withRoom('none'), 'outage', 'A test password 1')
  expect((await client.get('/organizations')).status).toBe(200)
  const answer = await client.post('/saved-queries', { name: '满盘', query: '' })
  expect(answer.status).toBe(507)
  expect(textOf(await answer.text())).toMatch(
    /磁盘空间不足，本次操作没有办理，数据没有改变。错误编号 [0-9a-f]{8}。/,
  )
  expect((await client.post('/sign-out', {})).status).toBe(303)
  const again = await signedIn(withRoom('low'), 'outage', 'A test password 1')
  expect((await again.post('/saved-queries', { name: '满盘', query: '' })).status).not.toBe(507)
})

test.each`
  state       | status | words
  ${null}     | ${200} | ${'ok'}
  ${'enough'} | ${200} | ${'ok'}
  ${'low'}    | ${200} | ${'ok, disk space low'}
  ${'none'}   | ${503} | ${'disk full'}
`('whatever watches the server hears of the disk: $state', async ({ state, status, words }) => {
  const answer = await createApp(withRoom(state)).request('/healthz')
  expect([answer.status, await answer.text()]).toEqual([status, words])
})

function failing(code: string, rest: Record<string, unknown> = {}): Error {
  return new Error('query failed', { cause: Object.assign(new Error('driver'), { code, ...rest }) })
}

test.each`
  error                                                     | outage
  ${failing('53100')}                                       | ${'no-room'}
  ${failing('ENOSPC')}                                      | ${'no-room'}
  ${new Error('could not extend file "x": File too large')} | ${'no-room'}
  ${failing('CONNECTION_CLOSED')}                           | ${'no-connection'}
  ${failing('ECONNREFUSED')}                                | ${'no-connection'}
  ${failing('57P01')}                                       | ${'no-connection'}
  ${failing('08006')}                                       | ${'no-connection'}
  ${failing('ENOENT', { syscall: 'connect' })}              | ${'no-connection'}
  ${failing('ENOENT', { syscall: 'open' })}                 | ${null}
  ${failing('23505')}                                       | ${null}
  ${new Error('a mistake of ours')}                         | ${null}
`('$error.message $error.cause.code is $outage', ({ error, outage }) => {
  expect(outageOf(error)).toBe(outage)
})

/** The application with one more route, which fails as it is told. */
async function failurePage(error: Error, method: 'GET' | 'POST', room: Room['state'] | null = null) {
  const app = createApp({ ...withRoom(room === 'none' ? null : room), log: pino({ level: 'silent' }) })
  app.all('/failing', (c) => {
    if (method === 'POST') c.set('acting', exampleActing())
    throw error
  })
  const answer = await app.request('/failing', { method, headers: { Origin: 'http://localhost' } })
  return { status: answer.status, text: textOf(await answer.text()) }
}

test.each`
  code                   | method    | status | words
  ${'53100'}             | ${'POST'} | ${507} | ${'磁盘空间不足，本次操作没有办理，数据没有改变。'}
  ${'CONNECTION_CLOSED'} | ${'GET'}  | ${503} | ${'数据库暂时连接不上，本次操作没有办理，数据没有改变。'}
  ${'CONNECTION_CLOSED'} | ${'POST'} | ${503} | ${'与数据库的连接中断，不能确定本次操作是否已经完成。'}
  ${'23505'}             | ${'POST'} | ${500} | ${'系统没有完成这次操作，数据没有改变。'}
`('$code on $method is answered with $status and never says more than is known', async (told) => {
  const { code, method, status, words } = told
  const page = await failurePage(failing(code), method)
  expect(page.status).toBe(status)
  expect(page.text).toContain(words)
  expect(page.text).toMatch(/错误编号 [0-9a-f]{8}/)
})
