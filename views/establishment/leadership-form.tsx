import {
  type LeadershipEffect,
  type LeadershipRow,
  leadershipPositions,
  type SeatKey,
} from '../../src/establishment/leadership-post.ts'
import type { Typed } from '../../src/http/form.ts'
import { type IsoDate, inChinese } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf, organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { Acknowledgement } from '../parts/acknowledgement.tsx'
import { DocumentFields } from '../parts/document-fields.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import { VacantSeats } from '../parts/figure.tsx'
import {
  AreaField,
  CsrfField,
  DateField,
  ProblemSummary,
  SelectField,
  TextField,
  TypedAsHidden,
} from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

/** 登记职数: one row as the paper says it. */
export function LeadershipForm({ typed, problems, csrfToken }: Form) {
  const common = { typed, problems, required: true }
  const directions = [
    { value: 'more', label: '增加' },
    { value: 'fewer', label: '减少' },
  ]
  return (
    <form class="work" method="post" action="/leadership-posts/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>核定事项</legend>
        <OrganizationField
          {...common}
          name="organization"
          label="机构"
          help="填写单位；内设机构领导职数也核定到单位。"
        />
        <SelectField {...common} name="rank" label="级别" choices={choicesOf(organizationRanks)} />
        <SelectField {...common} name="position" label="正副" choices={choicesOf(leadershipPositions)} />
        <SelectField {...common} name="direction" label="增减" choices={directions} />
        <TextField {...common} name="count" label="名数" width={6} />
        <DateField {...common} name="effectiveOn" label="生效日期" />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <fieldset>
        <legend>备注</legend>
        <AreaField typed={typed} problems={problems} name="note" label="变化原因" rows={2} />
      </fieldset>
      <p class="buttons">
        <button class="main">下一步：核对</button>
      </p>
    </form>
  )
}

type Change = SeatKey & { organizationName: string; change: number; effectiveOn: IsoDate }

/** In a sentence and in numbers: the seat before and after, who would be too many, and a rank too high. */
function EffectTable({ change, effect }: { change: Change; effect: LeadershipEffect }) {
  const { before, after, over, aboveRank, unitRank } = effect
  const rank = wordOf(organizationRanks, change.rank)
  const position = wordOf(leadershipPositions, change.position)
  const lines = [
    ['核定', before.approved, after.approved],
    ['实配', before.held, after.held],
  ] as const
  return (
    <section aria-labelledby="effect-title">
      <h2 id="effect-title">登记后的变化</h2>
      <p>
        {change.organizationName}自{inChinese(change.effectiveOn)}起{rank}
        {position}领导职数{change.change > 0 ? `增加 ${change.change}` : `减少 ${-change.change}`} 名。
      </p>
      <table class="register effect">
        <caption>{change.effectiveOn}，单位：名</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col" class="number">
              登记前
            </th>
            <th scope="col" class="number">
              登记后
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([title, first, second]) => (
            <tr>
              <th scope="row">{title}</th>
              <td class="number">{first}</td>
              <td class="number">{second}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">空缺</th>
            <td class="number">
              <VacantSeats value={before.approved - before.held} />
            </td>
            <td class="number">
              <VacantSeats value={after.approved - after.held} />
            </td>
          </tr>
        </tbody>
      </table>
      {aboveRank ? (
        <p class="warning">
          超规格：该机构规格为{wordOf(organizationRanks, unitRank ?? '')}，拟核定{position}为{rank}。
          请核对批文的级别；机构规格有变动的，先在机构页变更规格。
        </p>
      ) : null}
      {over === null ? null : (
        <p class="warning">
          {inChinese(over.on)}核定 {over.approved} 名，实配 {over.held} 名，将超职数{' '}
          {over.held - over.approved} 名。请先办理免职，或按批文登记后限期消化。
        </p>
      )}
    </section>
  )
}

type ReviewProps = Form & { change: Change; effect: LeadershipEffect }

/** 请核对: what will change, then one button with the verb. The values typed travel in hidden fields. */
export function LeadershipReview({ change, effect, typed, problems, csrfToken }: ReviewProps) {
  return (
    <form class="work" method="post" action="/leadership-posts">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} but={['acknowledged']} />
      <EffectTable change={change} effect={effect} />
      <p>
        依据：{typed.documentNumber} {typed.documentTitle}（{typed.documentIssuer} {typed.documentIssuedOn}）
      </p>
      <Acknowledgement
        needed={effect.over !== null}
        problems={problems}
        words="已知悉登记后超职数，按批文登记"
      />
      <p class="buttons">
        <button class="main">登记入台账</button>
        <button class="plain" formaction="/leadership-posts/draft">
          返回修改
        </button>
      </p>
    </form>
  )
}

type ReversalProps = Form & { row: LeadershipRow; effect: LeadershipEffect | null }

/** 冲销: the wrong row, what taking it back does, why and on which paper. */
export function LeadershipReversalForm({ row, effect, typed, problems, csrfToken }: ReversalProps) {
  return (
    <form class="work" method="post" action={`/leadership-posts/${row.leadershipPostId}/reversal`}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <p>
        冲销台账行：{row.effectiveOn} {row.organizationName} {wordOf(organizationRanks, row.rank)}
        {wordOf(leadershipPositions, row.position)}
        {row.change > 0 ? `增加 ${row.change}` : `减少 ${-row.change}`} 名，
        <DocumentWords document={row.document} />
        。原行保留，注明已冲销。
      </p>
      {effect === null ? null : <EffectTable change={{ ...row, change: -row.change }} effect={effect} />}
      <fieldset>
        <legend>冲销原因</legend>
        <AreaField typed={typed} problems={problems} required name="note" label="原因" rows={2} />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <Acknowledgement
        needed={effect !== null && effect.over !== null}
        problems={problems}
        words="已知悉冲销后超职数，按批文冲销"
      />
      <p class="buttons">
        <button class="main">冲销</button>
      </p>
    </form>
  )
}
