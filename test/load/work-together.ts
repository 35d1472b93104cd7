import { type Generator, generatorOf } from '../../src/demo/generator.ts'
import { addDays } from '../../src/kernel/dates.ts'
import { identityCheckCharacter } from '../../src/kernel/identity-number.ts'
import { type Visitor, visitorAt } from '../http/visitor.ts'
import { type Ask, type Journal, newJournal, noted, readPage } from './journal.ts'
import { establishmentKind, password, unitName } from './planted-office.ts'

/** What all of them know of each other's work: the addresses that the server gave. */
type Desk = {
  movements: string[]
  requests: string[]
  /** told apart from every other */
  next: number
}

type Clerk = { account: string; visitor: Visitor; chance: Generator; desk: Desk; journal: Journal }

const shares: readonly (readonly [act: (clerk: Clerk) => Promise<void>, weight: number])[] = [
  [enter, 5],
  [sign, 14],
  [correct, 3],
  [takeBack, 2],
  [leave, 3],
  [withdraw, 1],
  [ask, 2],
  [signRequest, 5],
  [enterByRequest, 3],
  [withdrawRequest, 1],
  [look, 4],
]

/**
 * All at once on one unit, each as fast as it is answered, until the time is over: entries, signatures of what others
 * drafted, corrections, take-backs, leavings and requests, all racing for the same few places.
 */
export async function workTogether({
  url,
  accounts,
  milliseconds,
  least = 0,
}: {
  url: string
  accounts: readonly string[]
  milliseconds: number
  /** goes on beyond the time until so many acts were acknowledged, where a machine is slow; six times as long at most */
  least?: number
}): Promise<Journal> {
  const journal = newJournal()
  const desk: Desk = { movements: [], requests: [], next: 0 }
  const visitors: [string, Visitor][] = []
  for (const account of accounts) visitors.push([account, await visitorAt(url, account, password)])
  const begun = performance.now()
  const isOver = () => {
    const passed = performance.now() - begun
    return passed > milliseconds * 6 || (passed > milliseconds && journal.acknowledged.length >= least)
  }
  await Promise.all(
    visitors.map(async ([account, visitor]) => {
      const chance = generatorOf(account)
      const clerk = { account, visitor, chance, desk, journal }
      while (!isOver()) await chance.weighted(shares)(clerk)
    }),
  )
  return journal
}

const paper = {
  documentNumber: '朝人社录〔2024〕3号',
  documentTitle: '关于录用公务员的通知',
  documentIssuer: '区人社局',
  documentIssuedOn: '2024-01-10',
}

function someDay({ chance }: Clerk): string {
  return addDays('2024-01-10', chance.whole({ least: 0, most: 60 }))
}

function marked({ desk }: Clerk): { mark: string; number: string } {
  desk.next += 1
  const seventeen = `99${String(1000 + Math.floor(desk.next / 1000))}19900517${String(desk.next % 1000).padStart(3, '0')}`
  return { mark: `第 ${desk.next} 件`, number: `${seventeen}${identityCheckCharacter(seventeen)}` }
}

/** One of the latest, so that all of them come upon the same few at once. */
function one(list: readonly string[], { chance }: Clerk, latest = 12): string | null {
  const recent = list.slice(-latest)
  return recent.length === 0 ? null : chance.pick(recent)
}

function post(clerk: Clerk, asked: Ask, path: string, form: Record<string, string>): Promise<string | null> {
  const { account, visitor, journal } = clerk
  return noted(journal, { ...asked, account }, () => visitor.post(path, form))
}

async function draft(clerk: Clerk, form: Record<string, string>): Promise<void> {
  const { mark } = form.reason === undefined ? marked(clerk) : { mark: form.reason }
  const location = await post(clerk, { what: 'movement', mark }, '/movements', {
    effectiveOn: someDay(clerk),
    ...paper,
    ...form,
    reason: mark,
  })
  if (location !== null) clerk.desk.movements.push(location)
}

async function enter(clerk: Clerk, more: Record<string, string> = {}): Promise<void> {
  const { mark, number } = marked(clerk)
  await draft(clerk, {
    kind: 'recruitment',
    identityNumber: number,
    name: '示例新人',
    ethnicity: '01',
    politicalStatus: '13',
    toOrganization: unitName,
    toEstablishmentKind: establishmentKind,
    reason: mark,
    ...more,
  })
}

async function enterByRequest(clerk: Clerk): Promise<void> {
  const request = one(clerk.desk.requests, clerk)
  if (request !== null) await enter(clerk, { vacancyRequestId: request.slice(-36) })
}

async function sign(clerk: Clerk): Promise<void> {
  const of = one(clerk.desk.movements, clerk)
  if (of === null) return enter(clerk)
  const back = clerk.chance.chance(0.04)
  const form = back ? { decision: 'return', words: '材料不全' } : { decision: 'agree', words: '同意' }
  await post(clerk, { what: 'signature', of }, `${of}/signatures`, form)
}

async function withdraw(clerk: Clerk): Promise<void> {
  const of = one(clerk.desk.movements, clerk)
  if (of !== null) await post(clerk, { what: 'withdrawal', of }, `${of}/withdrawal`, {})
}

/** Somebody of a movement in effect, and what the form of its correction begins with; null when it is in none. */
async function settled(clerk: Clerk): Promise<{ personId: string; correctsId: string; kind: string } | null> {
  const of = one(clerk.desk.movements, clerk, 60)
  if (of === null) return null
  const form = await readPage(clerk.journal, `${of}/correction`, clerk.visitor.get)
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(form ?? '')?.[1] ?? ''
  const found = { personId: hidden('personId'), correctsId: hidden('correctsId'), kind: hidden('kind') }
  return found.personId === '' || found.correctsId === '' ? null : found
}

async function correct(clerk: Clerk): Promise<void> {
  const found = await settled(clerk)
  if (found === null) return
  const place = { toOrganization: unitName, toEstablishmentKind: establishmentKind }
  await draft(clerk, { ...found, ...(found.kind === 'recruitment' ? place : {}) })
}

async function takeBack(clerk: Clerk): Promise<void> {
  const found = await settled(clerk)
  if (found !== null) await draft(clerk, { ...found, takesBack: 'yes' })
}

async function leave(clerk: Clerk): Promise<void> {
  const found = await settled(clerk)
  if (found !== null) await draft(clerk, { kind: 'resignation', personId: found.personId })
}

async function ask(clerk: Clerk): Promise<void> {
  const { mark } = marked(clerk)
  const location = await post(clerk, { what: 'vacancy request', mark }, '/vacancy-requests', {
    organization: unitName,
    establishmentKind,
    count: String(clerk.chance.whole({ least: 1, most: 3 })),
    wayIn: 'recruitment',
    planYear: '2024',
    reason: mark,
  })
  if (location !== null) clerk.desk.requests.push(location)
}

async function signRequest(clerk: Clerk): Promise<void> {
  const of = one(clerk.desk.requests, clerk)
  if (of === null) return ask(clerk)
  const form = { decision: 'agree', approvedCount: '1', expiresOn: '2024-06-30', words: '同意' }
  await post(clerk, { what: 'vacancy signature', of }, `${of}/signatures`, form)
}

async function withdrawRequest(clerk: Clerk): Promise<void> {
  const of = one(clerk.desk.requests, clerk)
  if (of !== null)
    await post(clerk, { what: 'vacancy withdrawal', of }, `${of}/withdrawal`, { reason: '暂缓' })
}

const looks = [
  `/establishment?unit=${encodeURIComponent(unitName)}`,
  `/people?unit=${encodeURIComponent(unitName)}&asOf=2024-03-15`,
  '/movements?state=open',
  '/vacancy-requests',
  '/',
]

async function look(clerk: Clerk): Promise<void> {
  await readPage(clerk.journal, clerk.chance.pick(looks), clerk.visitor.get)
}
