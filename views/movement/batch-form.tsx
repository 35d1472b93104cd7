import { establishmentKindOrder, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import {
  type BatchRow,
  batchColumns,
  batchHeadings,
  isBatchColumn,
  mostBatchRows,
} from '../../src/movement/batch-rows.ts'
import { movementKindOrder, movementRule } from '../../src/movement/movement-kind.ts'
import { messageOf } from '../messages.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { AreaField, CsrfField, DateField, ProblemSummary, SelectField } from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'
import { EntryGroundFields, type Grounds } from './entry-grounds.tsx'

type RowProblem = { row: BatchRow | null; problem: Problem }

type BatchFormProps = {
  typed: Typed
  problems: readonly Problem[]
  rowProblems: readonly RowProblem[]
  grounds: Grounds
  csrfToken: string
  link: Link
}

/** 批量增员: what is common to all, then one pasted row a person. */
export function BatchForm({ typed, problems, rowProblems, grounds, csrfToken, link }: BatchFormProps) {
  const common = { typed, problems }
  const kinds = movementKindOrder.filter((kind) => movementRule(kind).registersPerson)
  return (
    <form class="work" method="post" action="/movements/batch/review">
      <CsrfField token={csrfToken} />
      <ProblemSummary problems={problems} />
      <RowProblems rowProblems={rowProblems} />
      {typed.formerId === undefined ? null : (
        <>
          <input type="hidden" name="formerId" value={typed.formerId} />
          <p class="notice">
            由已退回或撤回的名单修改重报，原登记和退回意见保留备查。“原异动”一栏写明各人接续的异动；删去的人员不再重报，新增的人员此栏留空、其余各栏填写齐全。
          </p>
        </>
      )}
      <fieldset>
        <legend>变动内容</legend>
        <SelectField
          {...common}
          name="kind"
          label="种类"
          required
          choices={kinds.map((kind) => ({ value: kind, label: movementRule(kind).label }))}
        />
        <DateField {...common} name="effectiveOn" label="生效日期" required />
        <OrganizationField {...common} name="toOrganization" label="编制单位" required />
        <SelectField
          {...common}
          name="toEstablishmentKind"
          label="编制类型"
          required
          choices={establishmentKindOrder.map((value) => ({ value, label: establishmentKinds[value] }))}
        />
        <EntryGroundFields {...common} grounds={grounds} several />
        <AreaField {...common} name="reason" label="事由" required rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <fieldset>
        <legend>人员</legend>
        <AreaField
          {...common}
          name="people"
          label="名单"
          required
          rows={14}
          width={110}
          help={`从 Excel 复制后粘贴，一人一行，最多 ${mostBatchRows} 人。首行可为栏目名；没有栏目名的，依次为${Object.values(batchColumns).join('、')}。出生日期和性别由身份证号得出。`}
        />
      </fieldset>
      <div class="buttons">
        <button class="main">核对</button>
        <a href={link('/movements')}>取消</a>
      </div>
    </form>
  )
}

/** More would not be read; when the first are mended the others show. */
const most = 50

function RowProblems({ rowProblems }: Pick<BatchFormProps, 'rowProblems'>) {
  if (rowProblems.length === 0) return null
  return (
    <section class="problems" role="alert" aria-labelledby="row-problems" tabindex={-1}>
      <h2 id="row-problems">名单有 {rowProblems.length} 处需要更正，尚未登记任何人</h2>
      <ul>
        {rowProblems.slice(0, most).map(({ row, problem }) => (
          <li>
            <a href="#people">{rowMessage(row, problem)}</a>
          </li>
        ))}
      </ul>
      {rowProblems.length > most ? <p>只列出前 {most} 处。</p> : null}
    </section>
  )
}

/** 第 3 行 示例甲 身份证号：… */
function rowMessage(row: BatchRow | null, problem: Problem): string {
  const where = row === null ? '' : `第 ${row.line} 行 ${row.typed.name ?? ''} `
  const column = isBatchColumn(problem.field) ? `${batchHeadings[problem.field]}：` : ''
  return `${where}${column}${messageOf(problem)}`
}
