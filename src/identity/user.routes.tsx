import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { TemporaryPassword } from '../../views/identity/temporary-password.tsx'
import { UserForm } from '../../views/identity/user-form.tsx'
import { UserList, type UserRow, userColumns } from '../../views/identity/user-list.tsx'
import { UserRecord } from '../../views/identity/user-record.tsx'
import { actingOf, newRoutes, type Request, type Services } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId, optionalId, readForm, requiredChoice, requiredText, shaped, type Typed } from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { type Role, roles } from '../kernel/permission.ts'
import { type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { changeScope, issuePassword, switchUser } from './change-user.ts'
import { createUser } from './create-user.ts'
import { grantRole, revokeRole } from './grant-role.ts'
import { temporaryPassword } from './password-rule.ts'
import { secondFactorOf } from './second-factor.store.ts'
import { accountHash } from './sign-in.ts'
import type { UnitReader } from './unit-reader.ts'
import { grantsOf, userById, userNames, usersOf } from './user.store.ts'

const reason = requiredText(200)
const roleNames = Object.keys(roles) as Role[]
const userForm = z.object({
  account: requiredText(30),
  name: requiredText(30),
  scopeOrganizationId: optionalId(),
})
const reasonForm = z.object({ reason })
const scopeForm = z.object({ scopeOrganizationId: optionalId(), reason })
const roleForm = z.object({ role: requiredChoice(roleNames), reason })

const crumbs = [{ title: '用户', href: '/users' }]

/** 用户与角色: accounts by the system administrator, roles by the security administrator. */
export function userRoutes(services: Services, unitsOn: UnitReader) {
  const { db, regionCode } = services
  const routes = newRoutes()

  routes.get('/users', permit('user.read'), async (c) => {
    const list = listOf(c, { columns: userColumns, rows: await listed(c) })
    const { role = '', state = '' } = c.req.query()
    const action = c.get('permissions').has('user.write') ? (
      <a class="button" href="/users/new">
        建立账号
      </a>
    ) : undefined
    const choices = roleNames.map((value) => ({ value, label: roles[value] }))
    return respondList(
      c,
      { title: '用户', action },
      list,
      <UserList list={list} asked={{ role, state }} roles={choices} />,
    )
  })

  routes.get('/users.xlsx', permit('user.read'), async (c) => {
    const table = orderedAsAsked(c, { columns: userColumns, rows: await listed(c) })
    return workbookAnswer(c, sheetOfList(table, { title: '用户', counted: '个账号' }))
  })

  async function listed(c: Request): Promise<UserRow[]> {
    const { role = '', state = '' } = c.req.query()
    const [users, grants, units] = await Promise.all([
      usersOf(db, regionCode),
      grantsOf(db, regionCode),
      unitsOn(db, viewpointOf(c)),
    ])
    const unitNames = new Map(units.map(({ organizationId, name }) => [organizationId, name]))
    return users
      .map((user) => ({
        ...user,
        roles: grants
          .filter(({ userId, revokedAt }) => userId === user.id && revokedAt === null)
          .map((grant) => grant.role),
        scopeName: scopeNameOf(user.scopeOrganizationId, unitNames),
      }))
      .filter((user) => role === '' || user.roles.includes(role))
      .filter(({ disabledAt }) => state === '' || (disabledAt === null) === (state === 'open'))
  }

  routes.get('/users/new', permit('user.write'), (c) => newUserPage(c, unitsOn, {}, []))

  routes.post('/users', permit('user.write'), async (c) => {
    const { typed, outcome } = await readForm(c, userForm)
    if (!outcome.done) return newUserPage(c, unitsOn, typed, outcome.problems)
    const unknown = await unknownUnit(c, unitsOn, outcome.value.scopeOrganizationId)
    if (unknown !== null) return newUserPage(c, unitsOn, typed, [unknown])
    const password = temporaryPassword(randomInt)
    const answer = await createUser(db, actingOf(c), { ...outcome.value, password })
    if (!answer.done) return newUserPage(c, unitsOn, typed, answer.problems)
    const { account, name } = outcome.value
    return passwordPage(c, { userId: answer.value, account, name, password })
  })

  routes.get('/users/:id', permit('user.read'), (c) => userPage(c, unitsOn, {}, []))

  /** One form of a user's page: its fields carry its name before them, since several stand on one page. */
  function change<Shape extends z.ZodType>(
    name: string,
    permission: 'user.write' | 'role.write',
    shape: Shape,
    act: (c: Request, userId: string, value: z.output<Shape>) => Promise<Outcome<unknown> | Response>,
  ) {
    routes.post(`/users/:id/${name}`, permit(permission), async (c) => {
      const userId = c.req.param('id') ?? ''
      if (!isId(userId) || (await userById(db, regionCode, userId)) === null) return notFoundPage(c)
      const { typed } = await readForm(c, z.object({}))
      const read = shaped(withoutPrefix(typed, `${name}-`), shape)
      const answer = read.done ? await act(c, userId, read.value) : read
      if (answer instanceof Response) return answer
      if (answer.done) return c.redirect(`/users/${userId}`, 303)
      const problems = answer.problems.map((problem) => ({ ...problem, field: `${name}-${problem.field}` }))
      return userPage(c, unitsOn, typed, problems)
    })
  }

  change('enabling', 'user.write', reasonForm, (c, userId, value) =>
    switchUser(db, actingOf(c), { userId, enabled: true, ...value }),
  )
  change('disabling', 'user.write', reasonForm, (c, userId, value) =>
    switchUser(db, actingOf(c), { userId, enabled: false, ...value }),
  )
  change('scope', 'user.write', scopeForm, async (c, userId, value) => {
    const unknown = await unknownUnit(c, unitsOn, value.scopeOrganizationId)
    return unknown === null ? changeScope(db, actingOf(c), { userId, ...value }) : refused(unknown)
  })
  change('password', 'user.write', reasonForm, async (c, userId, value) => {
    const password = temporaryPassword(randomInt)
    const answer = await issuePassword(db, actingOf(c), {
      userId,
      password,
      ...value,
      accountHash: (account) => accountHash(services.cipher, account),
      administratorsToo: false,
    })
    if (!answer.done) return answer
    const { account, name } = answer.value
    return passwordPage(c, { userId, account, name, password })
  })
  change('roles', 'role.write', roleForm, (c, userId, value) =>
    grantRole(db, actingOf(c), { userId, ...value }),
  )
  change('role-endings', 'role.write', roleForm, (c, userId, value) =>
    revokeRole(db, actingOf(c), { userId, ...value }),
  )

  return routes
}

function withoutPrefix(typed: Typed, prefix: string): Typed {
  return Object.fromEntries(
    Object.entries(typed)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  )
}

function scopeNameOf(scope: string | null, unitNames: ReadonlyMap<string, string>): string {
  return scope === null ? '全部单位' : (unitNames.get(scope) ?? '机构已撤销')
}

async function unknownUnit(c: Request, unitsOn: UnitReader, unitId: string | null): Promise<Problem | null> {
  if (unitId === null) return null
  const units = await unitsOn(c.get('services').db, viewpointOf(c))
  return units.some(({ organizationId, kind }) => organizationId === unitId && kind !== 'region')
    ? null
    : { code: 'not-a-choice', field: 'scopeOrganizationId' }
}

async function scopeChoices(c: Request, unitsOn: UnitReader) {
  const units = await unitsOn(c.get('services').db, viewpointOf(c))
  return units
    .filter(({ kind }) => kind === 'unit')
    .map(({ organizationId, name, depth }) => ({
      value: organizationId,
      label: `${'　'.repeat(Math.max(0, depth - 1))}${name}`,
    }))
}

async function newUserPage(c: Request, unitsOn: UnitReader, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '建立账号', crumbs },
    <UserForm
      typed={typed}
      problems={problems}
      units={await scopeChoices(c, unitsOn)}
      csrfToken={c.get('csrfToken')}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

/** Shown once, in the answer itself: it stands in no address and in no table. */
function passwordPage(
  c: Request,
  { userId, account, name, password }: { userId: string; account: string; name: string; password: string },
) {
  return respond(
    c,
    { title: '临时密码', crumbs },
    <TemporaryPassword userId={userId} account={account} name={name} password={password} />,
  )
}

async function userPage(c: Request, unitsOn: UnitReader, typed: Typed, problems: readonly Problem[]) {
  const { db, regionCode } = c.get('services')
  const userId = c.req.param('id') ?? ''
  const user = isId(userId) ? await userById(db, regionCode, userId) : null
  if (user === null) return notFoundPage(c)
  const grants = await grantsOf(db, regionCode, userId)
  const names = await userNames(
    db,
    regionCode,
    grants.map(({ grantedBy }) => grantedBy),
  )
  const units = await scopeChoices(c, unitsOn)
  const unitNames = new Map(units.map(({ value, label }) => [value, label.trim()]))
  const permissions = c.get('permissions')
  return respond(
    c,
    { title: user.name, crumbs },
    <UserRecord
      user={{
        id: user.id,
        account: user.account,
        disabledAt: user.disabledAt,
        createdAt: user.createdAt,
        passwordSetAt: user.passwordSetAt ?? user.createdAt,
        passwordTemporary: user.passwordTemporary,
        scopeOrganizationId: user.scopeOrganizationId,
        scopeName: scopeNameOf(user.scopeOrganizationId, unitNames),
        hasSecondFactor: (await secondFactorOf(db, regionCode, userId)) !== null,
      }}
      grants={grants.map((grant) => ({ ...grant, grantedByName: names.get(grant.grantedBy) ?? '初始化' }))}
      mayWriteUser={permissions.has('user.write')}
      mayWriteRole={permissions.has('role.write')}
      units={units}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
    />,
    problems.length === 0 ? 200 : 422,
  )
}
