import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { economicName, functionName } from '../../src/kernel/codes.ts'
import { formatYuan, parseYuan, zero } from '../../src/kernel/money.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import type { CostDifference } from '../../src/pay/cost-difference.ts'
import { type PaySubject, subjectKey } from '../../src/pay/pay-record.ts'
import type { LoadedPerson } from '../../src/staffing/person.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { Yuan } from '../parts/figure.tsx'
import {
  AreaField,
  CsrfField,
  DateField,
  ProblemSummary,
  SelectField,
  TextField,
  TypedAsHidden,
} from '../parts/form.tsx'

type PayFactFormProps = {
  person: LoadedPerson
  subjects: PaySubject[]
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}

/** 登记个人金额或缴费基数 by a paper. */
export function PayFactForm({ person, subjects, typed, problems, csrfToken }: PayFactFormProps) {
  const common = { typed, problems, required: true }
  return (
    <form class="work" method="post" action={`/people/${person.personId}/pay-facts`}>
      <CsrfField token={csrfToken} />
      <ProblemSummary problems={problems} />
      <fieldset>
        <legend>{person.particulars.name}</legend>
        <SelectField
          {...common}
          name="subject"
          label="项目"
          choices={subjects.map((subject) => ({ value: subjectKey(subject), label: subject.label }))}
          help="职务、级别、岗位、薪级等按标准执行的项目，请办理“工资变动”。"
        />
        <TextField
          {...common}
          name="amount"
          label="金额（元）"
          width={12}
          help="按月的项目填每月金额，一次性的填总额。"
        />
        <DateField {...common} name="effectiveFrom" label="起始日期" help="当月一日有效的，当月计发。" />
        <DateField
          {...common}
          required={false}
          name="effectiveTo"
          label="终止日期"
          help="该日起不再执行；长期执行的不填。"
        />
        <AreaField {...common} name="reason" label="事由" rows={2} />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <div class="buttons">
        <button class="main">下一步：核对</button>
      </div>
    </form>
  )
}

type PayFactReviewProps = Omit<PayFactFormProps, 'problems' | 'subjects'> & {
  subject: string
  differences: CostDifference[]
  link: Link
}

/** 请核对: what will be recorded, and what it changes in the months already computed. */
export function PayFactReview({ person, subject, typed, differences, csrfToken, link }: PayFactReviewProps) {
  const end = typed.effectiveTo ? `至 ${typed.effectiveTo}（不含）` : '，长期执行'
  return (
    <form class="work" method="post" action={`/people/${person.personId}/pay-facts`}>
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} />
      <input type="hidden" name="confirmed" value="yes" />
      <div class="notice">
        <p>
          {person.particulars.name}的{subject}：自 {typed.effectiveFrom}
          {end}，{formatYuan(parseYuan(typed.amount ?? '') ?? zero)} 元。
        </p>
        <p>
          依据：{typed.documentNumber}《{typed.documentTitle}》。事由：{typed.reason}
        </p>
      </div>
      <Differences differences={differences} />
      <div class="buttons">
        <button class="main">登记</button>
        <a class="plain" href={link(`/people/${person.personId}/pay-facts/new`, withoutToken(typed))}>
          返回修改
        </a>
      </div>
    </form>
  )
}

function Differences({ differences }: { differences: CostDifference[] }) {
  if (differences.length === 0) {
    return <p class="note">已测算的月份没有变动。</p>
  }
  return (
    <>
      <table class="register">
        <caption>登记后人员经费的变动，单位：元，增加为正</caption>
        <thead>
          <tr>
            <th scope="col">年度</th>
            <th scope="col">科目</th>
            <th scope="col" class="number">
              变动
            </th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ year, functionCode, economicCode, amount }) => (
            <tr>
              <th scope="row">{year}</th>
              <td>
                {functionCode} {functionName(functionCode)} · {economicCode} {economicName(economicCode)}
              </td>
              <td class="number">
                <Yuan amount={amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">预算不随本次登记变动；需要调整的，请在“预算调整”中依文件办理。</p>
    </>
  )
}

function withoutToken(typed: Typed): Typed {
  const { csrf: _csrf, ...rest } = typed
  return rest
}
