import { createApp } from '../../src/app.ts'
import { connect } from '../../src/database/connection.ts'
import { draftMovement } from '../../src/movement/draft-movement.ts'
import { signMovement } from '../../src/movement/sign-movement.ts'
import { serveApp } from '../browser/serve-app.ts'
import { servicesOn } from '../http/client.ts'
import { exampleBenchActing } from './acting.ts'
import { type Benchmark, type Ground, median, timed } from './ground.ts'

const warmUps = 400
const count = 480

/** The last signature of a movement over HTTP, everything it sets in motion included, against one durable commit. */
export const benchmark: Benchmark = async (ground) => {
  const { db, owner, cipher } = ground
  let statements = 0
  const counted = connect(ground.address, {
    slowQueries: {
      atLeastMilliseconds: 0,
      tell() {
        statements += 1
      },
    },
  })
  const served = await serveApp(createApp(servicesOn(counted, { cipher })))
  try {
    const post = await directorAt(served.url)
    const movementIds = await awaitingDirector(ground)
    statements = 0
    const pairs: { a: number; b: number }[] = []
    for (const [index, id] of movementIds.entries()) {
      const a = await timed(() => post(`/movements/${id}/signatures`))
      const b = await timed(
        () => owner.sql`insert into serial_numbers values ('510812', ${`empty commit ${index}`}, 1)`,
      )
      // The first of each warm up what a server that runs for a day has long warm.
      if (index >= warmUps) pairs.push({ a, b })
    }
    const [effects] = await owner.sql<{ count: number }[]>`
      select count(*)::int as count from movement_effects where movement_id = any(${movementIds})`
    if (effects?.count !== count) throw new Error(`only ${effects?.count} of ${count} movements took effect`)
    return [
      {
        name: 'a signed movement taking effect over HTTP ÷ one empty durable commit',
        ratio: median(pairs.map(({ a, b }) => a / b)),
        aim: 15,
        note: `${median(pairs.map(({ a }) => a)).toFixed(1)} ms ÷ ${median(pairs.map(({ b }) => b)).toFixed(1)} ms (medians of ${pairs.length}), ${Math.round(statements / count)} statements each`,
      },
    ]
  } finally {
    await served.stop()
    await counted.close()
  }

  async function awaitingDirector({ sql }: Ground): Promise<string[]> {
    const people = await sql<{ id: string }[]>`
      select person_id as id from assignments
      where superseded_at is null and effective_to is null and effective_from < '2023-06-01'
        and not exists (select from movements m where m.person_id = assignments.person_id
          and m.effective_on > '2023-06-01')
      order by person_id limit ${count}`
    const ids: string[] = []
    for (const person of people) {
      const drafted = await draftMovement(db, cipher, exampleBenchActing, {
        kind: 'resignation',
        person,
        effectiveOn: '2024-02-01',
        toOrganizationId: null,
        toEstablishmentKind: null,
        particulars: {},
        reason: '本人申请辞职',
        document: null,
        vacancyRequestId: null,
        correctsId: null,
      })
      if (!drafted.done) throw new Error(`not drafted: ${JSON.stringify(drafted.problems)}`)
      const head = {
        ...exampleBenchActing,
        userId: '00000000-0000-7000-8000-000000000002',
        roles: ['section-head'],
      }
      const signed = await signMovement(db, head, drafted.value.id, { decision: 'agree', words: '同意' })
      if (!signed.done) throw new Error(`not signed: ${JSON.stringify(signed.problems)}`)
      ids.push(drafted.value.id)
    }
    return ids
  }
}

async function directorAt(url: string): Promise<(path: string) => Promise<void>> {
  const headers = { Origin: url, 'Content-Type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ account: 'director', password: 'Demo-2024-director' }),
  })
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  const page = await (await fetch(url, { headers: { Cookie: cookie } })).text()
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return async (path) => {
    const signed = await fetch(url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...headers, Cookie: cookie },
      body: new URLSearchParams({ csrf, decision: 'agree', words: '同意' }),
    })
    if (signed.status !== 303) throw new Error(`${path} answered ${signed.status}`)
  }
}
