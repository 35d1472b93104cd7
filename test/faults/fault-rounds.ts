import { setTimeout as pause } from 'node:timers/promises'
import { type Connection, connect } from '../../src/database/connection.ts'
import { findRunning } from '../../src/database/embedded.ts'
import { until } from '../../src/database/embedded-process.ts'
import { outageOf } from '../../src/database/outage.ts'
import { generatorOf } from '../../src/demo/generator.ts'
import { runAudit } from '../../src/identity/audit-commands.ts'
import { postmasterOf } from '../database/embedded-place.ts'
import { regionCode } from '../database/harness.ts'
import { textOf } from '../http/client.ts'
import { heard } from '../http/visitor.ts'
import { type OfficeLoad, officeLoad } from './office-load.ts'
import { type Death, deaths, kill, type ServerProcess, startServer } from './server-process.ts'
import { brokenInvariants, compareWith, type Found, lastEntry, stampedBefore } from './what-is-there.ts'

export type Summary = Found & {
  rounds: number
  deaths: Record<Death, number>
  broken: string[]
  chain: string
}

/** How many answers a round waits for, and then some milliseconds: never the same moment of the work. */
const answersOfRound = { least: 5, most: 40 }
const millisecondsAfter = { least: 0, most: 60 }

/**
 * The office works, something dies by kill −9 at a random moment, what died starts again by itself, and everything
 * acknowledged since the first round is looked for. The same seed asks for the same work and the same deaths.
 */
export async function faultRounds(
  folder: string,
  { rounds, seed }: { rounds: number; seed: string },
): Promise<Summary> {
  const generator = generatorOf(seed)
  const died: Summary['deaths'] = { server: 0, postmaster: 0, both: 0, group: 0 }
  const broken: string[] = []
  let order: Death[] = []
  let server = await startServer(folder)
  try {
    const load = await officeLoad(() => server.url)
    for (let round = 1; round <= rounds && broken.length === 0; round++) {
      const own = generator.part(`round ${round}`)
      // Each way to die once in four rounds.
      if (order.length === 0) order = own.shuffled(deaths)
      const death = order.pop() ?? 'group'
      const last = await withConnection(folder, lastEntry)
      const work = load.begin(`round${round}`, own)
      const enough = load.noted.length + own.whole(answersOfRound)
      await until(() => load.noted.length >= enough, { most: 30_000, every: 2 })
      await pause(own.whole(millisecondsAfter))
      const killed = await postmasterOf(folder)
      await kill(death, server, folder)
      if (death === 'postmaster') await backAgain(folder, server, killed)
      await work.stop()
      if (death !== 'postmaster') server = await startServer(folder)
      died[death] += 1
      const defects = [...(await looked(folder, load)), ...(await stampedSince(folder, last))]
      broken.push(...defects.map((defect) => `round ${round}, ${death}: ${defect}`))
    }
    const found = await withConnection(folder, (connection) => compareWith(connection, load.noted))
    return {
      ...found,
      rounds,
      deaths: died,
      broken: [...broken, ...load.strange],
      chain: await chain(folder),
    }
  } finally {
    await server.stop()
  }
}

/**
 * PostgreSQL's first process alone died: the server that goes on brings another. Sessions of the dead one answer for a
 * moment still.
 */
async function backAgain(folder: string, { url, said }: ServerProcess, killed: number): Promise<void> {
  const another = async () => (await findRunning(folder)) !== null && (await postmasterOf(folder)) !== killed
  const answers = () =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  const back = async () => (await another()) && (await answers())
  if (!(await until(back, { most: 60_000, every: 50 }))) {
    throw new Error(`the server did not bring its database back: ${said()}`)
  }
}

async function looked(folder: string, { noted, clerk }: OfficeLoad): Promise<string[]> {
  const found = await withConnection(folder, (connection) => compareWith(connection, noted))
  const invariants = await withConnection(folder, brokenInvariants)
  const balance = await heard(clerk.get('/staffing-changes?from=2023-12-31&asOf=2024-12-31'))
  const ties = balance?.status === 200 && !textOf(balance.text).includes('不符，请告知')
  const words = await chain(folder)
  return [
    ...found.lost.map((tag) => `lost ${tag}`),
    ...found.doubled.map((tag) => `doubled ${tag}`),
    ...found.refusedButThere.map((tag) => `refused but there ${tag}`),
    ...invariants,
    ...(ties ? [] : ['opening, entered, left and closing do not tie']),
    ...(words.startsWith('审计链完整') ? [] : [words]),
  ]
}

async function stampedSince(folder: string, last: { id: string; at: string }): Promise<string[]> {
  const early = await withConnection(folder, (connection) => stampedBefore(connection, last))
  return early > 0 ? [`${early} entries stamped earlier than what was there before them`] : []
}

function chain(folder: string): Promise<string> {
  return withConnection(folder, async ({ db }) => {
    const { out } = await runAudit(db, { regionCode, dataDirectory: folder }, ['verify'])
    return out.trim()
  })
}

async function withConnection<Answer>(
  folder: string,
  ask: (connection: Connection) => Promise<Answer>,
): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const address = await findRunning(folder)
    if (address === null) throw new Error('nothing runs on the folder')
    const connection = connect(address, { connections: 1 })
    try {
      return await ask(connection)
    } catch (error) {
      // On a machine that is busy with other things a session may take its time.
      if (tries === 5 || outageOf(error) === null) throw error
    } finally {
      await connection.close()
    }
  }
}
