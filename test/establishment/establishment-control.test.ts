import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ControlDraft, changeControl } from '../../src/establishment/change-control.ts'
import { controlHistory, controlOn } from '../../src/establishment/establishment-control.store.ts'
import { type ControlRow, changeOfControl, controlOf } from '../../src/establishment/establishment-control.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import {
  emptyDatabase,
  exampleActing,
  inTransaction,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { plantFreeze, plantHeadcount } from './planted.ts'

const row = (control: string, effectiveFrom: string, effectiveTo: string | null = null): ControlRow => ({
  controlId: `${control} ${effectiveFrom}`,
  measure: 'headcount',
  establishmentKind: 'institution',
  control,
  effectiveFrom,
  effectiveTo,
  note: '',
  document: null,
  recordedAt: new Date('2023-01-01T00:00:00Z'),
  recordedByName: null,
  supersededAt: null,
})

describe('where the office has set nothing', () => {
  test.each([
    ['headcount', 'stop'],
    ['leadership', 'warn'],
    ['plan', 'warn'],
  ] as const)('%s is controlled by %s', (measure, control) => {
    expect(controlOf(measure, undefined)).toBe(control)
  })
})

describe('another control from a day on', () => {
  const change = (known: ControlRow[], control: 'stop' | 'warn', on: string) =>
    changeOfControl(known, { measure: 'headcount', control, on })

  test('ends the one in force on that day', () => {
    const known = [row('stop', '2021-01-01')]
    expect(change(known, 'warn', '2024-03-01')).toEqual({
      done: true,
      value: { superseded: known, shortened: { row: known[0], effectiveTo: '2024-03-01' } },
    })
  })

  test('replaces one that begins on the very day', () => {
    const known = [row('stop', '2021-01-01', '2024-03-01'), row('warn', '2024-03-01')]
    expect(change(known, 'stop', '2024-03-01')).toEqual({
      done: true,
      value: { superseded: [known[1]], shortened: null },
    })
  })

  test('begins where nothing was set, also with what holds by default', () => {
    expect(change([], 'stop', '2024-03-01')).toEqual({
      done: true,
      value: { superseded: [], shortened: null },
    })
  })

  test('is refused where it holds already, and before a later one', () => {
    const known = [row('stop', '2021-01-01', '2025-01-01'), row('warn', '2025-01-01')]
    expect(change(known, 'warn', '2026-01-01')).toMatchObject({ problems: [{ code: 'nothing-changed' }] })
    expect(change(known, 'warn', '2024-03-01')).toMatchObject({
      problems: [{ code: 'refused', field: 'effectiveFrom', because: expect.stringContaining('2025-01-01') }],
    })
  })
})

let database: TestDatabase
let head: Client
let clerk: Client
let contact: Client

beforeAll(async () => {
  database = await emptyDatabase()
  const acting = exampleActing()
  const root = await plantRegion(database.db, acting)
  const bureau = await plantOrganization(database.db, acting, { name: '试验区教育局', parentId: root })
  await plantHeadcount(database.db, acting, { organizationId: bureau, change: 1 })
  await plantFreeze(database.db, acting, {
    organizationId: bureau,
    count: 1,
    effectiveFrom: '2024-02-01',
    effectiveTo: null,
  })
  head = await signedInAs(database, 'section-head')
  clerk = await signedInAs(database, 'clerk')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: bureau })
})
afterAll(() => database.drop())

const draft = (change: Partial<ControlDraft> = {}): ControlDraft => ({
  measure: 'headcount',
  establishmentKinds: ['filed'],
  control: 'warn',
  effectiveFrom: '2024-02-01',
  note: '',
  document: {
    number: '朝编发〔2024〕3号',
    title: '关于控制方式的通知',
    issuer: '区委编委',
    issuedOn: '2024-01-12',
  },
  ...change,
})
const at = (moment: string): Acting => exampleActing({ at: new Date(moment) })

test('is asked by day and by what was known: before the change it was stop, and then nobody knew better', () =>
  inTransaction(database.db, async (tx) => {
    const asked = { measure: 'headcount', establishmentKind: 'filed' } as const
    expect(await changeControl(tx, at('2024-01-10T09:00:00+08:00'), draft())).toEqual({
      done: true,
      value: 1,
    })
    const correction = draft({ control: 'stop', effectiveFrom: '2024-02-01' })
    expect(await changeControl(tx, at('2024-01-12T09:00:00+08:00'), correction)).toEqual({
      done: true,
      value: 1,
    })
    const later = draft({ effectiveFrom: '2024-06-01' })
    expect(await changeControl(tx, at('2024-01-13T09:00:00+08:00'), later)).toEqual({ done: true, value: 1 })
    const eleventh = new Date('2024-01-11T00:00:00+08:00')
    expect(
      await Promise.all([
        controlOn(tx, viewpoint('2024-01-31'), asked),
        controlOn(tx, viewpoint('2024-02-01'), asked),
        controlOn(tx, viewpoint('2024-02-01', eleventh), asked),
        controlOn(tx, viewpoint('2024-06-01'), asked),
      ]),
    ).toEqual(['stop', 'stop', 'warn', 'warn'])
    // warn, its correction stop, that one again with its end, and warn from June.
    const history = await controlHistory(tx, viewpoint())
    expect(
      history.map(({ control, effectiveTo, supersededAt }) => [control, effectiveTo, supersededAt !== null]),
    ).toEqual([
      ['warn', null, true],
      ['stop', null, true],
      ['stop', '2024-06-01', false],
      ['warn', null, false],
    ])
  }))

test('two who change one kind at once: one stands, the other is told, ten rounds', async () => {
  for (let round = 1; round <= 10; round += 1) {
    const control = round % 2 === 1 ? 'warn' : 'stop'
    const change = draft({
      establishmentKinds: ['institution'],
      control,
      effectiveFrom: `2024-05-${round + 10}`,
    })
    const answers = await Promise.all([
      changeControl(database.db, exampleActing(), change),
      changeControl(database.db, exampleActing(), change),
    ])
    expect(answers.filter((answer) => answer.done)).toHaveLength(1)
  }
})

describe('the page', () => {
  const form = {
    measure: 'headcount',
    establishmentKind: 'administrative',
    control: 'warn',
    effectiveFrom: '2024.2.1',
    note: '试行',
    documentNumber: '朝编发〔2024〕3号',
    documentIssuedOn: '2024-01-12',
    documentIssuer: '区委编委',
    documentTitle: '关于控制方式的通知',
  }

  test('shows what holds, also to a unit, and offers the change to the section head alone', async () => {
    expect(await contact.read('/establishment-controls')).toContain('刚性控制 未登记')
    expect(await clerk.read('/establishment-controls')).not.toContain('变更控制方式')
    expect((await clerk.get('/establishment-controls/new')).status).toBe(403)
    expect((await clerk.post('/establishment-controls', form)).status).toBe(403)
    expect((await contact.post('/establishment-controls', form)).status).toBe(403)
    expect(await head.read('/establishment-controls')).toContain('变更控制方式')
  })

  test('says before what will change and whom it touches, then it stands with its paper', async () => {
    const review = textOf(await (await head.post('/establishment-controls/review', form)).text())
    expect(review).toContain('2024年2月1日起，编制改为提示控制，涉及 1 类编制')
    // The bureau's one place is frozen from that day on: full, with nobody in it.
    expect(review).toContain('行政编制 刚性控制（未登记） 提示控制 1 0')
    expect((await head.post('/establishment-controls', form)).status).toBe(303)
    const page = await head.read('/establishment-controls?asOf=2024-02-01')
    expect(page).toContain('提示控制 2024-02-01 起 朝编发〔2024〕3号')
    expect(await head.read('/establishment-controls?asOf=2024-01-31')).toContain('2024-02-01 起改为提示控制')
    const again = await head.post('/establishment-controls', form)
    expect(again.status).toBe(422)
    expect(textOf(await again.text())).toContain('没有变动')
    expect((await clerk.get('/establishment-controls.xlsx')).headers.get('Content-Type')).toContain(
      'spreadsheetml',
    )
  })
})
