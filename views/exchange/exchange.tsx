import { rowStates } from '../../src/exchange/difference.ts'
import { type ExchangeJob, isRunning, jobStates } from '../../src/exchange/exchange-job.ts'
import { type Opening, openingStates } from '../../src/exchange/opening.ts'
import { subjectName, subjectOrder } from '../../src/exchange/subject.ts'
import type { Typed } from '../../src/http/form.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { CsrfField, DateField, Field, ProblemSummary, SelectField } from '../parts/form.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, Moment } from '../parts/moment.tsx'

export function jobColumns(link: Link): ListColumn<ExchangeJob>[] {
  const counted = (['new', 'changed', 'unchanged', 'refused'] as const).map(
    (state): ListColumn<ExchangeJob> => ({
      key: state,
      title: rowStates[state],
      width: 9,
      kind: 'count',
      value: ({ counts }) => counts[state] ?? null,
      cell: ({ counts }) => counts[state] ?? '–',
    }),
  )
  return [
    {
      key: 'file',
      title: '文件',
      width: 40,
      value: ({ fileName }) => fileName,
      cell: ({ id, fileName }) => <a href={link(`/exchange/jobs/${id}`)}>{fileName}</a>,
    },
    {
      key: 'subject',
      title: '内容',
      width: 26,
      value: ({ subject, opensOn }) =>
        `${subjectName(subject)}${opensOn === null ? '' : `（期初 ${opensOn}）`}`,
    },
    {
      key: 'recordedAt',
      title: '上传',
      width: 26,
      kind: 'code',
      value: ({ recordedAt, recordedByName }) =>
        `${beijingMinute(recordedAt)} ${recordedByName ?? ''}`.trim(),
      cell: ({ recordedAt, recordedByName }) => (
        <>
          <Moment at={recordedAt} /> {recordedByName ?? ''}
        </>
      ),
    },
    {
      key: 'state',
      title: '状态',
      width: 12,
      kind: 'code',
      value: ({ state }) => jobStates[state],
      cell: (job) => <span class={isRunning(job) ? 'tag warn' : 'tag'}>{jobStates[job.state]}</span>,
    },
    ...counted,
  ]
}

type ExchangePageProps = {
  jobs: List<ExchangeJob>
  opening: Opening
  typed: Typed
  problems: readonly Problem[]
  mayWrite: boolean
  csrfToken: string
  link: Link
}

/** 数据交换: what to take away, what to bring, and what was brought lately. */
export function ExchangePage({
  jobs,
  opening,
  typed,
  problems,
  mayWrite,
  csrfToken,
  link,
}: ExchangePageProps) {
  return (
    <section id="exchange">
      <p class="note">
        期初建账：{openingStates[opening.state]}
        {opening.opensOn === null ? '' : `，期初日 ${opening.opensOn}`}。
        <a href={link('/exchange/opening')}>查看</a>
      </p>
      {mayWrite ? <UploadForm {...{ opening, typed, problems, csrfToken }} /> : null}
      <Files link={link} />
      <Jobs list={jobs} />
    </section>
  )
}

function UploadForm({
  opening,
  typed,
  problems,
  csrfToken,
}: Pick<ExchangePageProps, 'opening' | 'typed' | 'problems' | 'csrfToken'>) {
  const common = { typed, problems }
  const opens = opening.state === 'none' || opening.state === 'open'
  const file = { ...common, name: 'file', label: '文件', required: true }
  return (
    <>
      <ProblemSummary problems={problems} />
      <form class="work" method="post" action="/exchange/jobs" enctype="multipart/form-data">
        <CsrfField token={csrfToken} />
        <fieldset>
          <legend>导入</legend>
          <SelectField
            {...common}
            name="subject"
            label="内容"
            required
            choices={subjectOrder.map((subject) => ({ value: subject, label: subjectName(subject) }))}
          />
          <Field {...file} help=".xlsx，或 UTF-8、GBK 编码的 .csv，不超过 20 MB。">
            <input
              id="file"
              name="file"
              type="file"
              accept=".xlsx,.csv"
              required
              aria-describedby="file-help file-message"
            />
          </Field>
          {opens ? (
            <DateField
              {...common}
              typed={{ opensOn: opening.opensOn ?? '', ...typed }}
              name="opensOn"
              label="期初日"
              help="期初建账时填写；日常导入留空。"
            />
          ) : null}
        </fieldset>
        <div class="buttons">
          <button class="main" type="submit">
            上传并预览
          </button>
          <span class="note">先预览，不作改动；核对后再应用。</span>
        </div>
      </form>
    </>
  )
}

function Files({ link }: { link: Link }) {
  return (
    <table class="register">
      <caption>模板和现状（现状可修改后再导入；身份证号只显示首末位）</caption>
      <thead>
        <tr>
          <th scope="col">内容</th>
          <th scope="col">空白模板</th>
          <th scope="col">导出现状</th>
        </tr>
      </thead>
      <tbody>
        {subjectOrder.map((subject) => (
          <tr>
            <th scope="row">{subjectName(subject)}</th>
            <td>
              <a class="export" href={`/exchange/templates/${subject}.xlsx`}>
                {subjectName(subject)}模板 .xlsx
              </a>
            </td>
            <td>
              <a class="export" href={link(`/exchange/tables/${subject}.xlsx`)}>
                {subjectName(subject)} .xlsx
              </a>{' '}
              <a class="export" href={link(`/exchange/tables/${subject}.csv`)}>
                {subjectName(subject)} .csv
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Jobs({ list }: { list: List<ExchangeJob> }) {
  if (list.count === 0) return <p class="empty">还没有导入记录。上传文件后，在这里查看预览和结果。</p>
  return (
    <>
      <h2>导入记录</h2>
      <div class="filters">
        <ListTools list={list} counted="次" />
      </div>
      <ListTable list={list} caption={list.sort === null ? '导入记录，由近到远' : '导入记录'} counted="次" />
    </>
  )
}
