import { type ComparedRow, type RowState, rowStates } from '../../src/exchange/difference.ts'
import {
  type ExchangeJob,
  isOpen,
  isRunning,
  type JobPreview,
  jobStates,
  mostShownRows,
} from '../../src/exchange/exchange-job.ts'
import type { RefusedCell } from '../../src/exchange/imported-table.ts'
import { subjectName } from '../../src/exchange/subject.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { messageOf } from '../messages.ts'
import { CsrfField, ProblemSummary } from '../parts/form.tsx'
import { Moment } from '../parts/moment.tsx'

type JobPageProps = {
  job: ExchangeJob
  /** null: it has left, or is not there yet */
  preview: JobPreview | null
  /** the tab that was asked for */
  state: RowState | null
  problems: readonly Problem[]
  mayWrite: boolean
  csrfToken: string
  link: Link
}

/** A file on its way in: how far it is, what it would change, and the two ways on. Asks again while it runs. */
export function JobPage({ job, preview, state, problems, mayWrite, csrfToken, link }: JobPageProps) {
  const here = link(`/exchange/jobs/${job.id}`)
  const asking = isRunning(job)
    ? { 'hx-get': here, 'hx-trigger': 'every 1s', 'hx-target': '#job', 'hx-swap': 'outerHTML' }
    : {}
  return (
    <section id="job" {...asking}>
      <Head job={job} />
      <ProblemSummary problems={[...problems, ...(preview?.problems ?? [])]} />
      <Ending job={job} link={link} here={here} />
      {preview === null || job.state !== 'previewed' ? null : (
        <Difference job={job} preview={preview} state={state ?? firstState(job)} link={link} />
      )}
      {mayWrite && isOpen(job) ? <Ways job={job} preview={preview} csrfToken={csrfToken} /> : null}
    </section>
  )
}

function Head({ job }: { job: ExchangeJob }) {
  return (
    <header class="record">
      <dl class="facts">
        <dt>文件</dt>
        <dd>{job.fileName}</dd>
        <dt>内容</dt>
        <dd>
          {subjectName(job.subject)}
          {job.opensOn === null ? '' : `，期初日 ${job.opensOn}`}
        </dd>
        <dt>上传</dt>
        <dd>
          <Moment at={job.recordedAt} /> {job.recordedByName ?? ''}
        </dd>
        <dt>状态</dt>
        <dd>
          <span class="tag">{jobStates[job.state]}</span>
        </dd>
      </dl>
    </header>
  )
}

/** While it runs, how far it is; at its end a sentence and where to go. */
function Ending({ job, link, here }: { job: ExchangeJob; link: Link; here: string }) {
  if (isRunning(job)) {
    return (
      <p class="notice" role="status">
        {jobStates[job.state]}
        {job.total > 0 ? `：已处理 ${job.done}，共 ${job.total}` : '……'} 可以离开本页，稍后再来查看。{' '}
        <a href={here}>刷新</a>
      </p>
    )
  }
  if (job.state === 'applied') {
    const { new: fresh = 0, changed = 0 } = job.counts
    const paths: Record<string, string> = {
      organizations: '/organizations',
      headcounts: '/headcounts',
      posts: '/leadership-posts',
    }
    const waits = job.subject === 'people' && job.opensOn === null
    const path = waits ? '/movements' : (paths[job.subject] ?? '/people')
    return (
      <p class="notice" role="status">
        已导入：新增 {fresh}，变更 {changed}。{waits ? '增员和变动已生成异动，等待签批。' : ''}
        <a href={link(path)}>{waits ? '查看异动' : `查看${subjectName(job.subject)}`}</a>
      </p>
    )
  }
  if (job.state === 'failed') return <p class="warning">处理中断，没有作任何改动。请取消后重新上传。</p>
  return null
}

function Difference({
  job,
  preview,
  state,
  link,
}: {
  job: ExchangeJob
  preview: JobPreview
  state: RowState
  link: Link
}) {
  const rows = preview.rows.filter((row) => row.state === state)
  const count = job.counts[state] ?? 0
  return (
    <>
      {preview.unknownTitles.length > 0 ? (
        <p class="warning">未导入的列：{preview.unknownTitles.join('、')}。</p>
      ) : null}
      {preview.warnings.slice(0, 20).map((warning) => (
        <p class="warning">{warning}。</p>
      ))}
      {preview.warnings.length > 20 ? <p class="warning">另有 {preview.warnings.length - 20} 项。</p> : null}
      <nav class="tabs" aria-label="预览">
        {(Object.keys(rowStates) as RowState[]).map((tab) => (
          <a
            href={link(`/exchange/jobs/${job.id}`, { state: tab })}
            aria-current={tab === state ? 'page' : undefined}
          >
            {rowStates[tab]} {job.counts[tab] ?? 0}
          </a>
        ))}
      </nav>
      {state === 'refused' && preview.refused.length > 0 ? (
        <RefusedTable job={job} cells={preview.refused} />
      ) : (
        <RowTable state={state} rows={rows} count={count} />
      )}
    </>
  )
}

function RefusedTable({ job, cells }: { job: ExchangeJob; cells: readonly RefusedCell[] }) {
  return (
    <>
      <p class="note">
        共 {cells.length} 个单元格被拒绝，显示前 {Math.min(cells.length, mostShownRows)} 个。
        <a class="export" href={`/exchange/jobs/${job.id}/refused.xlsx`}>
          下载全部 .xlsx
        </a>
      </p>
      <div class="scroll">
        <table class="register">
          <caption>拒绝的单元格</caption>
          <thead>
            <tr>
              <th scope="col">单元格</th>
              <th scope="col">栏目</th>
              <th scope="col">填写内容</th>
              <th scope="col">原因和改法</th>
            </tr>
          </thead>
          <tbody>
            {cells.slice(0, mostShownRows).map(({ address, title, typed, problem }) => (
              <tr>
                <th scope="row">{address}</th>
                <td>{title}</td>
                <td>{typed}</td>
                <td>{messageOf(problem)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function RowTable({ state, rows, count }: { state: RowState; rows: readonly ComparedRow[]; count: number }) {
  if (rows.length === 0) return <p class="empty">没有{rowStates[state]}的行。</p>
  return (
    <div class="scroll">
      <table class="register">
        <caption>
          {rowStates[state]}：共 {count} 行，显示 {rows.length} 行
        </caption>
        <thead>
          <tr>
            <th scope="col">行</th>
            <th scope="col">名称</th>
            <th scope="col">变更内容</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{row.line}</th>
              <td>{row.name}</td>
              <td>
                {row.changes.map(({ address, title, from, to }) => (
                  <div>
                    {address} {title}：{from === '' ? '（空）' : from} → {to === '' ? '（空）' : to}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Ways({
  job,
  preview,
  csrfToken,
}: {
  job: ExchangeJob
  preview: JobPreview | null
  csrfToken: string
}) {
  const { new: fresh = 0, changed = 0, refused = 0 } = job.counts
  const ready = job.state === 'previewed' && refused === 0 && fresh + changed > 0
  return (
    <>
      {job.state === 'previewed' && refused > 0 ? (
        <p class="note">有拒绝的单元格，不能应用。请改正后重新上传。</p>
      ) : null}
      <div class="buttons">
        {ready ? (
          <form method="post" action={`/exchange/jobs/${job.id}/application`}>
            <CsrfField token={csrfToken} />
            {preview?.overEstablished ? (
              <label>
                <input type="checkbox" id="acknowledged" name="acknowledged" value="yes" /> 核减后超编也予登记
              </label>
            ) : null}
            <button class="main" type="submit">
              应用：新增 {fresh}，变更 {changed}
            </button>
          </form>
        ) : null}
        <form method="post" action={`/exchange/jobs/${job.id}/cancellation`}>
          <CsrfField token={csrfToken} />
          <button class="plain" type="submit">
            取消
          </button>
        </form>
      </div>
    </>
  )
}

function firstState({ counts }: ExchangeJob): RowState {
  const order: RowState[] = ['refused', 'new', 'changed', 'unchanged']
  return order.find((state) => (counts[state] ?? 0) > 0) ?? 'new'
}
