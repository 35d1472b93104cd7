import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { passwordHash } from '../../src/identity/password.ts'
import { openRegistry } from '../../src/open-registry.ts'
import {
  bureauRow,
  clerkRow,
  headcountFile,
  numberAt,
  officer,
  organizationFile,
  type PersonRow,
  personFile,
  plantNewRegistry,
} from '../exchange/office.ts'
import { startServer } from '../faults/server-process.ts'
import { textOf } from '../http/client.ts'
import { type Visitor, visitorAt } from '../http/visitor.ts'
import { password, plantUser } from '../load/planted-office.ts'
import type { Benchmark, Measured } from './ground.ts'

const today = '2024-01-15'
const aim = 400
const bureaus = 140
const schoolsOfEach = 49
const people = 40_000

/**
 * What the server's own process holds of the machine (its highest resident set, PostgreSQL not counted) while a whole
 * county is taken over and worked with: each step's peak is taken for itself, the highest of all is judged.
 */
export const benchmark: Benchmark = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bianzhi-memory-'))
  try {
    await preparedRegistry(folder)
    const server = await startServer(folder, ['--today', today])
    try {
      return await stepsAt(server.url, server.child.pid ?? 0)
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The region, a clerk and the head who opens the door for good. */
async function preparedRegistry(folder: string): Promise<void> {
  const registry = await openRegistry({
    environment: { DATA_DIR: folder },
    wall: () => new Date(),
    as: 'server',
  })
  try {
    await plantNewRegistry(registry.db)
    const hash = await passwordHash(password)
    for (const role of ['clerk', 'section-head'] as const) {
      await plantUser(registry.db, { account: role, hash, roles: [role] })
    }
  } finally {
    await registry.stop()
  }
}

async function stepsAt(url: string, pid: number): Promise<Measured[]> {
  const clerk = await visitorAt(url, 'clerk', password)
  const head = await visitorAt(url, 'section-head', password)
  const steps: Record<string, () => Promise<void>> = {
    'at rest': async () => {},
    'taking over 7,000 organizations': async () =>
      loaded(clerk, 'organizations', await organizationFile(organizationRows())),
    'taking over their headcounts': async () => loaded(clerk, 'headcounts', await headcountFile(countRows())),
    'taking over 40,000 people': async () => loaded(clerk, 'people', await personFile(personRows(people))),
    'going live': async () =>
      answered(await head.post('/exchange/opening/closing', { confirmed: 'yes' }), 303),
    'preview of 10,000 rows': async () => {
      await previewed(clerk, { subject: 'people', bytes: await personFile(personRows(10_000)) })
    },
    'roster of 12,000 people as a workbook': async () =>
      answered(await clerk.get(`/people.xlsx?unit=${encodeURIComponent('区第042局')}`), 200),
    statistics: async () => answered(await clerk.get('/statistics'), 200),
    'the establishment table of the whole district': async () =>
      answered(await clerk.get('/establishment'), 200),
    search: async () => {
      for (const q of ['示例', '示', 'sl', '局']) {
        await answered(await clerk.get(`/search?q=${encodeURIComponent(q)}`), 200)
      }
    },
  }
  const measured: Measured[] = []
  for (const [name, step] of Object.entries(steps)) {
    await forgetPeak(pid)
    await step()
    measured.push({
      name,
      figure: await peakOf(pid),
      unit: 'MB',
      aim,
      note: 'highest resident set of the server',
    })
  }
  return measured
}

/** Uploaded, previewed, applied, as the page does it. */
async function loaded(visitor: Visitor, subject: string, bytes: Buffer): Promise<void> {
  const job = await previewed(visitor, { subject, bytes, opensOn: '2024-01-01' })
  await answered(await visitor.post(`${job}/application`, { acknowledged: 'yes' }), 303)
  const page = await settled(visitor, job)
  if (!page.includes('已导入')) throw new Error(`${subject}: not applied\n${textOf(page).slice(0, 2000)}`)
}

async function previewed(
  visitor: Visitor,
  { subject, bytes, opensOn = '' }: { subject: string; bytes: Buffer; opensOn?: string },
): Promise<string> {
  const file = new File([new Uint8Array(bytes)], `${subject}.xlsx`)
  const answer = await visitor.post('/exchange/jobs', { subject, file, opensOn })
  await answer.arrayBuffer()
  const job = answer.headers.get('Location')
  if (answer.status !== 303 || job === null) throw new Error(`${subject}: answered ${answer.status}`)
  await settled(visitor, job)
  return job
}

async function settled(visitor: Visitor, job: string): Promise<string> {
  for (;;) {
    const page = await (await visitor.get(job)).text()
    if (!/正在读取|正在应用/.test(page)) return page
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function answered(answer: Response, status: number): Promise<void> {
  await answer.arrayBuffer()
  if (answer.status !== status) throw new Error(`${answer.url} answered ${answer.status}`)
}

/** The kernel counts the peak anew from here. */
async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5')
}

async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  if (kilobytes === undefined) throw new Error('the kernel says nothing of the peak')
  return Number.parseInt(kilobytes, 10) / 1024
}

function bureauCode(place: number): string {
  return `J${String(place).padStart(3, '0')}`
}

function schoolCode(bureau: number, place: number): string {
  return `${bureauCode(bureau)}S${String(place).padStart(2, '0')}`
}

/** Bureaus, and below each the institutions that belong to it: seven thousand in all. */
function organizationRows() {
  return Array.from({ length: bureaus }, (_, bureau) => [
    bureauRow({ code: bureauCode(bureau), name: `区第${String(bureau).padStart(3, '0')}局` }),
    ...Array.from({ length: schoolsOfEach }, (_, place) =>
      bureauRow({
        code: schoolCode(bureau, place),
        name: `区第${String(bureau).padStart(3, '0')}局所属第${place}事业单位`,
        shortName: `${bureau}局${place}单位`,
        category: '事业',
        nature: '公益一类事业单位',
        rank: '股级',
        parent: bureauCode(bureau),
        supervisor: bureauCode(bureau),
        address: `试验区人民路${bureau}号${place}楼`,
        duties: '承担公共服务的事务性工作，为机关提供支持保障。',
      }),
    ),
  ]).flat()
}

/** Of the twelve thousand under one bureau the roster is exported. */
function unitOf(place: number): string {
  const bureau = place % 10 < 3 ? 42 : place % bureaus
  return schoolCode(bureau, Math.floor(place / 10) % schoolsOfEach)
}

function countRows() {
  const ofRegion = { organization: officer('clerk').regionCode, kind: '事业编制', change: 90_000 }
  const own = Array.from({ length: bureaus * schoolsOfEach }, (_, place) => ({
    organization: schoolCode(Math.floor(place / schoolsOfEach), place % schoolsOfEach),
    kind: '事业编制',
    change: Math.floor(place / schoolsOfEach) === 42 ? 600 : 8,
  }))
  return [ofRegion, ...own]
}

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const given = [...'建国华明志文德光荣军福贵兴成永正元先林清秀英兰芳桂珍玉凤琼素']

/** With what an office knows of its people filled in: thirty cells a row. */
function personRows(count: number): PersonRow[] {
  return Array.from({ length: count }, (_, place) =>
    clerkRow(place, {
      name: `${surnames[place % 20]}${given[place % 30]}${given[(place * 7) % 30]}`,
      identityNumber: numberAt(place),
      nativePlace: '四川广元',
      birthPlace: '四川广元朝天',
      beganWorkOn: '2012-08-01',
      identityCategory: '事业人员',
      educationLevel: '大学本科教育',
      educationMode: '全日制',
      degree: '文学学士学位',
      school: `示例师范大学第${place % 300}学院`,
      major: `汉语言文学教育${place % 90}`,
      graduatedOn: '2012-06-30',
      organization: unitOf(place),
      establishmentKind: '事业编制',
      enteredOn: '2013-09-01',
      dutyTitle: place % 12 === 0 ? '教研组长' : null,
      dutyLevel: place % 12 === 0 ? '科员' : null,
      postTitle: '专业技术九级',
      postLevel: '技术九级(中级)',
      postFrom: '2019-01-01',
      joinedPartyOn: place % 3 === 0 ? '2010-07-01' : null,
      politicalStatus: place % 3 === 0 ? '中共党员' : '群众',
    }),
  )
}
