import type { MiddlewareHandler } from 'hono'
import { ExchangePage, jobColumns } from '../../views/exchange/exchange.tsx'
import { JobPage } from '../../views/exchange/job.tsx'
import { messageOf } from '../../views/messages.ts'
import { actingOf, type Environment, newRoutes, type Request } from '../http/environment.ts'
import { forbiddenPage, notFoundPage } from '../http/error-pages.tsx'
import { isId, type Typed } from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { loggable } from '../http/loggable-error.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { download, workbookAnswer, workbookOf } from '../http/workbook.ts'
import { parseDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import { type RowState, rowStates } from './difference.ts'
import { latestJobs } from './exchange-job.store.ts'
import type { ExchangeJob } from './exchange-job.ts'
import { exportedRows } from './export-table.ts'
import { openingOf } from './opening.store.ts'
import { columnsOf, isSubject, type Subject, subjectName } from './subject.ts'
import { applyJob, cancelJob, previewOfJob, settledJob, submitImport } from './submit-import.ts'
import { tableText, tableWorkbook } from './table-workbook.ts'

/** The whole region goes in and out: it is the office's work, not that of somebody who sees one unit. */
export const wholeRegionOnly: MiddlewareHandler<Environment> = async (c, next) =>
  actingOf(c).scopeOrganizationId === null ? next() : forbiddenPage(c)

/** 数据交换: files in and out, each import a job that can be left and found again. */
export function exchangeRoutes() {
  const routes = newRoutes()

  routes.get('/exchange', permit('exchange.read'), wholeRegionOnly, (c) => showExchange(c, {}, []))

  routes.get('/exchange/templates/:file', permit('exchange.read'), wholeRegionOnly, async (c) => {
    const file = fileNamed(c.req.param('file'))
    if (file === null || file.ending !== 'xlsx') return notFoundPage(c)
    return download(c, `${subjectName(file.subject)}模板.xlsx`, await tableWorkbook(file.subject, []))
  })

  routes.get('/exchange/tables/:file', permit('exchange.read'), wholeRegionOnly, async (c) => {
    const file = fileNamed(c.req.param('file'))
    if (file === null) return notFoundPage(c)
    const { db, regionCode } = c.get('services')
    const { asOf } = viewpointOf(c)
    const rows = await exportedRows(db, file.subject, { regionCode, asOf })
    const content =
      file.ending === 'xlsx'
        ? await tableWorkbook(file.subject, rows)
        : new TextEncoder().encode(tableText(columnsOf(file.subject), rows))
    return download(c, `${subjectName(file.subject)} ${asOf}.${file.ending}`, content)
  })

  routes.get('/exchange/jobs.xlsx', permit('exchange.read'), wholeRegionOnly, async (c) =>
    workbookAnswer(
      c,
      sheetOfList(orderedAsAsked(c, await jobsListed(c)), { title: '导入记录', counted: '次' }),
    ),
  )

  routes.post('/exchange/jobs', permit('exchange.write'), wholeRegionOnly, async (c) => {
    const body = await c.req.parseBody()
    const typed: Typed = {}
    for (const [name, value] of Object.entries(body)) if (typeof value === 'string') typed[name] = value
    const read = readUpload(typed, body.file)
    if (!('subject' in read)) return showExchange(c, typed, read)
    const bytes = Buffer.from(await read.file.arrayBuffer())
    const { subject, opensOn } = read
    const begun = await submitImport(groundOf(c), {
      subject,
      bytes,
      fileName: read.file.name.slice(0, 200),
      opensOn,
    })
    if (!begun.done) return showExchange(c, typed, begun.problems)
    goOn(c, begun.value.work)
    return c.redirect(linkOf(c)(`/exchange/jobs/${begun.value.jobId}`), 303)
  })

  routes.get('/exchange/jobs/:id', permit('exchange.read'), wholeRegionOnly, async (c) => {
    const job = await jobAsked(c)
    return job === null ? notFoundPage(c) : showJob(c, job, [])
  })

  routes.get('/exchange/jobs/:id/refused.xlsx', permit('exchange.read'), wholeRegionOnly, async (c) => {
    const job = await jobAsked(c)
    const preview = job === null ? null : await previewOfJob(groundOf(c), job.id)
    if (job === null || preview === null) return notFoundPage(c)
    const sheet = {
      title: '拒绝的单元格',
      columns: [
        { title: '单元格', width: 10 },
        { title: '栏目', width: 16 },
        { title: '填写内容', width: 30 },
        { title: '原因和改法', width: 80 },
      ],
      rows: preview.refused.map(({ address, title, typed, problem }) => [
        address,
        title,
        typed,
        messageOf(problem),
      ]),
    }
    return download(c, '拒绝的单元格.xlsx', await workbookOf(sheet, job.fileName))
  })

  routes.post('/exchange/jobs/:id/application', permit('exchange.write'), wholeRegionOnly, async (c) => {
    const job = await jobAsked(c)
    if (job === null) return notFoundPage(c)
    const { acknowledged } = await c.req.parseBody()
    const preview = await previewOfJob(groundOf(c), job.id)
    if (preview?.overEstablished && acknowledged !== 'yes') {
      return showJob(c, job, [{ code: 'not-acknowledged', field: 'acknowledged' }])
    }
    const begun = await applyJob(groundOf(c), job.id, { acknowledged: acknowledged === 'yes' })
    if (!begun.done) return showJob(c, job, begun.problems)
    goOn(c, begun.value.work)
    return c.redirect(linkOf(c)(`/exchange/jobs/${job.id}`), 303)
  })

  routes.post('/exchange/jobs/:id/cancellation', permit('exchange.write'), wholeRegionOnly, async (c) => {
    const job = await jobAsked(c)
    if (job === null) return notFoundPage(c)
    const cancelled = await cancelJob(groundOf(c), job.id)
    if (!cancelled.done) return showJob(c, job, cancelled.problems)
    return c.redirect(linkOf(c)('/exchange'), 303)
  })

  return routes
}

type Upload = { subject: Subject; opensOn: string | null; file: File }

function readUpload(typed: Typed, file: unknown): Upload | Problem[] {
  const problems: Problem[] = []
  const subject = typed.subject ?? ''
  if (!isSubject(subject)) problems.push({ code: 'required', field: 'subject' })
  if (!(file instanceof File) || file.size === 0) problems.push({ code: 'required', field: 'file' })
  const opening = typed.opensOn?.trim() ?? ''
  const opensOn = opening === '' ? null : parseDate(opening)
  if (opening !== '' && opensOn === null) problems.push({ code: 'not-a-date', field: 'opensOn' })
  if (problems.length > 0 || !isSubject(subject) || !(file instanceof File)) return problems
  return { subject, opensOn, file }
}

async function jobsListed(c: Request) {
  const { db, regionCode } = c.get('services')
  return { columns: jobColumns(linkOf(c)), rows: await latestJobs(db, regionCode) }
}

async function showExchange(c: Request, typed: Typed, problems: readonly Problem[]) {
  const { db, regionCode } = c.get('services')
  const opening = await openingOf(db, regionCode)
  const at = { page: '/exchange', file: '/exchange/jobs.xlsx' }
  const jobs = listOf(c, { ...(await jobsListed(c)), at })
  const page = (
    <ExchangePage
      jobs={jobs}
      opening={opening}
      typed={typed}
      problems={problems}
      mayWrite={c.get('permissions').has('exchange.write')}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />
  )
  const heading = { title: '数据交换' }
  return problems.length === 0 ? respondList(c, heading, jobs, page) : respond(c, heading, page, 422)
}

async function showJob(c: Request, job: ExchangeJob, problems: readonly Problem[]) {
  const preview = await previewOfJob(groundOf(c), job.id)
  const asked = c.req.query('state') ?? ''
  const state = Object.hasOwn(rowStates, asked) ? (asked as RowState) : null
  return respond(
    c,
    {
      title: `${subjectName(job.subject)}导入`,
      crumbs: [{ title: '数据交换', href: '/exchange' }],
    },
    <JobPage
      job={job}
      preview={preview}
      state={state}
      problems={problems}
      mayWrite={c.get('permissions').has('exchange.write')}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length > 0 ? 422 : 200,
  )
}

async function jobAsked(c: Request): Promise<ExchangeJob | null> {
  const id = c.req.param('id') ?? ''
  return isId(id) ? settledJob(groundOf(c), id) : null
}

function groundOf(c: Request) {
  const { db, cipher } = c.get('services')
  return { db, cipher, acting: actingOf(c) }
}

/** The answer does not wait; what goes wrong is in the log, and the job's page says that it was interrupted. */
function goOn(c: Request, work: Promise<void>): void {
  const { log } = c.get('services')
  work.catch((error: unknown) => log.error({ error: loggable(error) }, 'an import was interrupted'))
}

function fileNamed(name: string): { subject: Subject; ending: 'xlsx' | 'csv' } | null {
  const [subject = '', ending] = name.split('.')
  if (!isSubject(subject) || (ending !== 'xlsx' && ending !== 'csv')) return null
  return { subject, ending }
}
