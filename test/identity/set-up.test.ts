import { beforeEach, expect, test } from 'vitest'
import { keyFingerprint } from '../../src/database/personal-cipher.ts'
import { oneTimeCode } from '../../src/identity/one-time-code.ts'
import { createSetUpApp } from '../../src/set-up-app.ts'
import { emptyDatabase, type TestDatabase, testCipher } from '../database/harness.ts'
import { servicesOn, signedIn, textOf } from '../http/client.ts'

let database: TestDatabase
let printed: string[]
let app: ReturnType<typeof createSetUpApp>
beforeEach(async () => {
  database = await emptyDatabase()
  printed = []
  const services = servicesOn(database, { isExample: false, regionCode: '000000', regionName: '尚未初始化' })
  app = createSetUpApp(services, { code: oneTimeCode((code) => printed.push(code)), opened: async () => {} })
  return () => database.drop()
})

const administrator = (role: string, letter: string, name: string) => ({
  [`${role}-account`]: `keeper-${letter}`,
  [`${role}-name`]: name,
  [`${role}-password`]: `Kx7#qd2mvW-${letter}`,
  [`${role}-repeated`]: `Kx7#qd2mvW-${letter}`,
})
const form = (change: Record<string, string> = {}) => ({
  code: printed.at(-1) ?? '',
  regionCode: '510812',
  name: '示例区',
  ...administrator('system-administrator', 'a', '示例甲'),
  ...administrator('security-administrator', 'b', '示例乙'),
  ...administrator('audit-administrator', 'c', '示例丙'),
  ...change,
})
const post = (fields: Record<string, string>) =>
  app.request('/', {
    method: 'POST',
    headers: { Origin: 'http://localhost' },
    body: new URLSearchParams(fields),
  })
const counts = async () => {
  const [row] = await database.sql`
    select (select count(*)::int from regions) as regions, (select count(*)::int from users) as users,
      (select count(*)::int from user_roles) as roles, (select count(*)::int from audit_entries) as entries,
      (select count(*)::int from organization_versions where kind = 'region') as roots`
  return row
}
const nothing = { regions: 0, users: 0, roles: 0, entries: 0, roots: 0 }

test('an empty registry shows the page that opens it, and only that', async () => {
  const page = textOf(await (await app.request('/')).text())
  for (const words of ['行政区划代码', '系统管理员', '安全管理员', '审计管理员', '初始化码'])
    expect(page).toContain(words)
  expect((await app.request('/organizations')).status).toBe(404)
  expect(page).not.toContain(printed[0])
})

test('with the code of the console it is opened: region, root, three administrators, audit', async () => {
  expect((await post(form())).status).toBe(303)
  expect(await counts()).toEqual({ regions: 1, users: 3, roles: 3, entries: 4, roots: 1 })
  const [region] = await database.sql`select key_fingerprint as key from regions`
  expect(region?.key).toBe(keyFingerprint(testCipher))
  const services = servicesOn(database, { isExample: false, regionName: '示例区' })
  const system = await signedIn(services, 'keeper-a', 'Kx7#qd2mvW-a')
  expect((await system.get('/')).status).toBe(200)
  expect((await system.get('/organizations')).status).toBe(403)
})

test('a second opening changes nothing', async () => {
  await post(form())
  const before = await counts()
  expect((await post(form({ regionCode: '510811' }))).status).toBe(422)
  expect(await counts()).toEqual(before)
})

test('of two openings at once one counts', async () => {
  const answers = await Promise.all([post(form()), post(form({ regionCode: '510811' }))])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  expect(await counts()).toMatchObject({ regions: 1, users: 3 })
})

test('without the code nothing is opened, and after ten tries the code is another', async () => {
  for (let count = 0; count < 10; count++)
    expect((await post(form({ code: 'AAAA-AAAA-AAAA' }))).status).toBe(422)
  expect(printed).toHaveLength(2)
  expect((await post(form({ code: printed[0] ?? '' }))).status).toBe(422)
  expect(await counts()).toEqual(nothing)
})

test.each`
  why                                    | change
  ${'one person for two of the three'}   | ${{ 'audit-administrator-name': '示例甲' }}
  ${'one account for two of the three'}  | ${{ 'audit-administrator-account': 'keeper-a' }}
  ${'one password for two of the three'} | ${{ 'audit-administrator-password': 'Kx7#qd2mvW-a', 'audit-administrator-repeated': 'Kx7#qd2mvW-a' }}
  ${'a password that is weak'}           | ${{ 'audit-administrator-password': 'Password123!', 'audit-administrator-repeated': 'Password123!' }}
  ${'a password mistyped'}               | ${{ 'audit-administrator-repeated': 'Kx7#qd2mvW-d' }}
  ${'a region code that is none'}        | ${{ regionCode: '51081' }}
  ${'an account with a space'}           | ${{ 'audit-administrator-account': 'keeper c' }}
`('refused with everything undone: $why', async ({ change }) => {
  const answer = await post(form(change))
  expect(answer.status).toBe(422)
  expect(await answer.text()).not.toContain('qd2mvW')
  expect(await counts()).toEqual(nothing)
})
