import { beforeEach, expect, test } from 'vitest'
import { brokenConstraint } from '../../src/database/constraint.ts'
import { insertRole } from '../../src/identity/user.store.ts'
import { emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { type Client, servicesOn, signedIn, signedInAs, textOf } from '../http/client.ts'

let database: TestDatabase
let system: Client
let security: Client
beforeEach(async () => {
  database = await emptyDatabase()
  system = await signedInAs(database, 'system-administrator')
  security = await signedInAs(database, 'security-administrator')
  return () => database.drop()
})

async function idOf(account: string): Promise<string> {
  const [row] = await database.sql<{ id: string }[]>`select id from users where account = ${account}`
  return row?.id ?? ''
}
const grant = (client: Client, userId: string, role: string) =>
  client.post(`/users/${userId}/roles`, { 'roles-role': role, 'roles-reason': '岗位调整' })
const revoke = (client: Client, userId: string, role: string) =>
  client.post(`/users/${userId}/role-endings`, {
    'role-endings-role': role,
    'role-endings-reason': '岗位调整',
  })
const held = async (userId: string) => {
  const rows = await database.sql<{ role: string }[]>`
    select role from user_roles where user_id = ${userId} and revoked_at is null order by role`
  return rows.map(({ role }) => role)
}

/** As the system administrator hands it over. */
async function newUser(account: string): Promise<{ id: string; password: string }> {
  const answer = await system.post('/users', { account, name: `示例${account}` })
  const password = /临时密码： ?(\S+)/.exec(textOf(await answer.text()))?.[1] ?? ''
  return { id: await idOf(account), password }
}

test('an account is made by one administrator, its role given by another, its password chosen by its owner', async () => {
  const { id, password } = await newUser('li.si')
  const client = await signedIn(servicesOn(database), 'li.si', password)
  expect((await client.get('/organizations')).headers.get('Location')).toBe('/account/password')
  const page = await (await client.get('/account/password')).text()
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const change = { csrf, current: password, wanted: 'Kx7#qd2mvW-1', repeated: 'Kx7#qd2mvW-1' }
  expect((await client.post('/account/password', change)).status).toBe(303)
  expect((await client.get('/organizations')).status).toBe(403)
  expect((await grant(security, id, 'clerk')).status).toBe(303)
  expect((await client.get('/organizations')).status).toBe(200)
})

test('the system administrator gives no roles, the security administrator makes no accounts', async () => {
  const { id } = await newUser('li.si')
  expect((await grant(system, id, 'clerk')).status).toBe(403)
  expect((await security.post('/users', { account: 'wang.wu', name: '示例' })).status).toBe(403)
  expect(await held(id)).toEqual([])
})

test.each`
  first                       | second                      | status
  ${'system-administrator'}   | ${'security-administrator'} | ${422}
  ${'system-administrator'}   | ${'audit-administrator'}    | ${422}
  ${'security-administrator'} | ${'audit-administrator'}    | ${422}
  ${'audit-administrator'}    | ${'clerk'}                  | ${422}
  ${'director'}               | ${'system-administrator'}   | ${422}
  ${'clerk'}                  | ${'section-head'}           | ${303}
`('三员分立: beside $first, $second is answered $status', async ({ first, second, status }) => {
  const { id } = await newUser('li.si')
  expect((await grant(security, id, first)).status).toBe(303)
  expect((await grant(security, id, second)).status).toBe(status)
  expect(await held(id)).toEqual(status === 303 ? [first, second].sort() : [first])
})

test('of two grants at once that must not stand together one passes, in every round', async () => {
  for (let round = 0; round < 5; round++) {
    const { id } = await newUser(`both-${round}`)
    const answers = await Promise.all([
      grant(security, id, 'audit-administrator'),
      grant(security, id, 'clerk'),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(await held(id)).toHaveLength(1)
  }
})

test('the database itself refuses what the code would let pass', async () => {
  const { id } = await newUser('li.si')
  await insertRole(database.db, exampleActing(), { userId: id, role: 'clerk' })
  const broken = await insertRole(database.db, exampleActing(), {
    userId: id,
    role: 'audit-administrator',
  }).then(() => null, brokenConstraint)
  expect(broken).toBe('user_roles_administrators_apart')
})

test('a revoked role stays on record and ends what was open', async () => {
  const { id } = await newUser('li.si')
  await grant(security, id, 'clerk')
  expect((await revoke(security, id, 'clerk')).status).toBe(303)
  expect(await held(id)).toEqual([])
  expect(textOf(await (await security.get(`/users/${id}`)).text())).toMatch(
    /经办人.*授予（示例test-security.*收回/,
  )
})

test('nobody gives a role to oneself, and the last of the three stays', async () => {
  const own = await idOf('test-security-administrator')
  expect((await grant(security, own, 'clerk')).status).toBe(422)
  expect((await revoke(security, own, 'security-administrator')).status).toBe(422)
  const only = await idOf('test-system-administrator')
  const refused = await revoke(security, only, 'system-administrator')
  expect(refused.status).toBe(422)
  expect(textOf(await refused.text())).toContain('最后一名系统管理员')
})

test('a disabled account is out at once and may come back', async () => {
  const client = await signedInAs(database, 'clerk')
  const id = await idOf('test-clerk')
  expect((await system.post(`/users/${id}/disabling`, { 'disabling-reason': '调离' })).status).toBe(303)
  expect((await client.get('/organizations')).status).toBe(303)
  expect((await system.post(`/users/${id}/enabling`, { 'enabling-reason': '返回' })).status).toBe(303)
  await signedIn(servicesOn(database), 'test-clerk', 'A test password 1')
})

test('a forgotten password is given anew, but not an administrator’s: one would become the other', async () => {
  await signedInAs(database, 'clerk')
  const clerk = await idOf('test-clerk')
  const answer = await system.post(`/users/${clerk}/password`, { 'password-reason': '本人遗忘' })
  const password = /临时密码： ?(\S+)/.exec(textOf(await answer.text()))?.[1] ?? ''
  const client = await signedIn(servicesOn(database), 'test-clerk', password)
  expect((await client.get('/organizations')).headers.get('Location')).toBe('/account/password')
  const other = await idOf('test-security-administrator')
  const refused = await system.post(`/users/${other}/password`, { 'password-reason': '本人遗忘' })
  expect(refused.status).toBe(422)
  expect(textOf(await refused.text())).toContain('bianzhi user reset-password')
})

test('every change of a user or a role says who did it and why', async () => {
  const { id } = await newUser('li.si')
  await grant(security, id, 'clerk')
  await system.post(`/users/${id}/disabling`, { 'disabling-reason': '调离' })
  const rows = await database.sql`
    select action, user_name as who, reason from audit_entries where subject_id = ${id} order by id`
  expect([...rows]).toEqual([
    { action: 'user.create', who: '示例test-system-administrator', reason: null },
    { action: 'role.grant', who: '示例test-security-administrator', reason: '岗位调整' },
    { action: 'user.disable', who: '示例test-system-administrator', reason: '调离' },
  ])
})

test.each`
  account                        | why
  ${'Li Si'}                     | ${'a space and capitals'}
  ${'李四'}                      | ${'no small letters'}
  ${'li'}                        | ${'too short'}
  ${'test-system-administrator'} | ${'taken'}
`('the account $account is refused: $why', async ({ account }) => {
  expect((await system.post('/users', { account, name: '示例' })).status).toBe(422)
})
