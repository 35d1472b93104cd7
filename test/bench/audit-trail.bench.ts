import { createApp } from '../../src/app.ts'
import { sealPending, verifyChain } from '../../src/database/audit-chain.store.ts'
import { serveApp } from '../browser/serve-app.ts'
import { servicesOn } from '../http/client.ts'
import { browserOf } from '../identity/routes-of-the-district.ts'
import { type Benchmark, type Measured, median, timed } from './ground.ts'

const entries = 100_000

/** A hundred thousand entries, as a county writes in some years: the page by each of its filters, the file, the walk. */
export const benchmark: Benchmark = (ground) =>
  ground.withCopy(async (copy) => {
    await copy.owner.sql`
      with written as (
        insert into audit_entries
          (region_code, at, user_id, user_name, roles, "from", action, subject_kind, subject_id, document_number, after)
        select '510812', timestamptz '2021-01-01' + n * interval '15 minutes', gen_random_uuid(), '经办人' || n % 20,
          'clerk', '10.0.0.1', (array['movement.draft', 'headcount.record', 'session.sign-in', 'export.file'])[1 + n % 4],
          'organization', gen_random_uuid()::text, case when n % 3 = 0 then '朝编发〔2022〕' || n % 500 || '号' end,
          jsonb_build_object('count', n)
        from generate_series(1, ${entries}::int) n returning region_code, id
      ) insert into audit_pending select region_code, id from written`
    await copy.owner.sql`analyze audit_entries`
    const sealing = await timed(() => sealPending(copy.db, '510812'))
    const walking = await timed(async () => {
      const found = await verifyChain(copy.db, '510812', null)
      if (!found.whole) throw new Error('the chain is broken')
    })
    const app = createApp(servicesOn(copy, { cipher: ground.cipher }))
    const served = await serveApp(app)
    try {
      const { cookie } = await browserOf(app, 'audit-administrator')
      const get = async (path: string) => {
        const answer = await fetch(served.url + path, { headers: { Cookie: cookie } })
        await answer.arrayBuffer()
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
      }
      const figures: Measured[] = []
      for (const [name, path] of Object.entries(pages)) {
        const times: number[] = []
        for (let run = 0; run < 9; run += 1) times.push(await timed(() => get(path)))
        figures.push({
          name: `the audit page among a hundred thousand, ${name}`,
          figure: median(times),
          unit: 'ms',
          aim: 100,
          note: `median of 9, slowest ${Math.max(...times).toFixed(0)} ms`,
        })
      }
      const file = await timed(() => get('/audit.xlsx'))
      return [
        ...figures,
        {
          name: 'the whole trail as .xlsx',
          figure: file,
          unit: 'ms',
          aim: null,
          note: 'the newest fifty thousand',
        },
        { name: 'a hundred thousand entries chained', figure: sealing, unit: 'ms', aim: null, note: 'once' },
        { name: 'a hundred thousand entries verified', figure: walking, unit: 'ms', aim: null, note: 'once' },
      ]
    } finally {
      await served.stop()
    }
  })

const pages = {
  unfiltered: '/audit',
  'by name': `/audit?who=${encodeURIComponent('经办人7')}`,
  'by act': '/audit?action=headcount.record',
  'by area': '/audit?action=session',
  'by paper': `/audit?document=${encodeURIComponent('〔2022〕33号')}`,
  'by days': '/audit?from=2022-01-01&to=2022-03-31',
  'by nobody': `/audit?who=${encodeURIComponent('查无此人')}`,
}
