import { establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import {
  groupKey,
  groupName,
  limitedLevels,
  type RankGroup,
  type RankRatio,
  roundings,
} from '../../src/establishment/rank-quota.ts'
import { type RatioRow, ratioInWords } from '../../src/establishment/rank-setting.ts'
import type { Typed } from '../../src/http/form.ts'
import { type IsoDate, inChinese } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import {
  AreaField,
  CsrfField,
  DateField,
  ProblemSummary,
  SelectField,
  TextField,
  TypedAsHidden,
} from '../parts/form.tsx'

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

const levels = limitedLevels.map(({ code, name }) => ({ value: code, label: name }))

/** 登记职级职数比例: as the paper says it. `groups` are those whose number a share may be of. */
export function RatioForm({ groups, typed, problems, csrfToken }: Form & { groups: readonly RankGroup[] }) {
  const common = { typed, problems, required: true }
  const names = new Map(groups.map((group) => [groupKey(group), groupName(group)]))
  const bases = [
    { value: 'places', label: '核定编制' },
    ...[...names].map(([value, name]) => ({ value, label: `${name}的职数` })),
  ]
  return (
    <form class="work" method="post" action="/rank-quotas/ratios/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>职级</legend>
        <SelectField {...common} name="fromLevel" label="自（高）" choices={levels} />
        <SelectField
          {...common}
          name="toLevel"
          label="至（低）"
          choices={levels}
          help="一级、二级科员不限职数，不登记。"
        />
      </fieldset>
      <fieldset>
        <legend>比例</legend>
        <TextField
          {...common}
          name="percent"
          label="比例（%）"
          width={8}
          help="按本地批文填写，最多两位小数。"
        />
        <SelectField {...common} name="base" label="计算基数" choices={bases} />
        <Kinds typed={typed} />
        <SelectField {...common} name="rounding" label="不足一名的" choices={choicesOf(roundings)} />
        <SelectField
          {...common}
          name="leaders"
          label="领导职务兼任职级的"
          choices={[
            { value: 'no', label: '不占用职级职数' },
            { value: 'yes', label: '占用职级职数' },
          ]}
          help="按本地批文填写；以另一组职数为基数的，随该组。"
        />
        <DateField
          {...common}
          name="effectiveFrom"
          label="起始日期"
          help="当日起按新的比例核定。登记有误的，按同一日期更正。"
        />
        <AreaField {...common} required={false} name="note" label="说明" rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <p class="buttons">
        <button class="main">下一步：核对</button>
      </p>
    </form>
  )
}

function Kinds({ typed }: { typed: Typed }) {
  return (
    <div class="field ticks">
      <span id="kinds-label">计入基数的编制（以核定编制为基数的填写）</span>
      <p role="group" aria-labelledby="kinds-label">
        {choicesOf(establishmentKinds).map(({ value, label }) => (
          <label>
            <input
              type="checkbox"
              id={`kind-${value}`}
              name={`kind-${value}`}
              value="yes"
              checked={typed[`kind-${value}`] === 'yes'}
            />
            {label}
          </label>
        ))}
      </p>
    </div>
  )
}

type ReviewProps = {
  draft: RankRatio & { effectiveFrom: IsoDate }
  before: RatioRow | null
  typed: Typed
  csrfToken: string
}

/** 请核对: old and new, then one button. */
export function RatioReview({ draft, before, typed, csrfToken }: ReviewProps) {
  return (
    <form class="work" method="post" action="/rank-quotas/ratios">
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} />
      <p class="notice">
        {inChinese(draft.effectiveFrom)}起，{groupName(draft)}职数为{ratioInWords(draft)}。
      </p>
      <p>
        {before === null
          ? '此前没有登记该组比例。'
          : `现行（${before.effectiveFrom} 起）：${ratioInWords(before)}。`}
      </p>
      <p>
        依据：{typed.documentNumber} {typed.documentTitle}（{typed.documentIssuer} {typed.documentIssuedOn}）
      </p>
      <p class="note">单位另有核定数批文的，仍按批文。登记后在“职级职数”查看各单位职数、空缺和超出。</p>
      <div class="buttons">
        <button class="main">登记比例</button>
        <button class="plain" formaction="/rank-quotas/ratios/form">
          返回修改
        </button>
      </div>
    </form>
  )
}

/** 停用: the day from which the group is not limited by it. */
export function RatioEndForm({ row, typed, problems, csrfToken }: Form & { row: RatioRow }) {
  return (
    <form class="work" method="post" action={`/rank-quotas/ratios/${row.ratioId}/end`}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <p>
        {groupName(row)}：{ratioInWords(row)}，{inChinese(row.effectiveFrom)}起，
        <DocumentWords document={row.document} />。
      </p>
      <EndFields typed={typed} problems={problems} />
      <p class="buttons">
        <button class="main">登记停用</button>
      </p>
    </form>
  )
}

/** When, why and on which paper a setting ends. */
export function EndFields({ typed, problems }: Pick<Form, 'typed' | 'problems'>) {
  const common = { typed, problems, required: true }
  return (
    <>
      <fieldset>
        <legend>停用</legend>
        <DateField
          {...common}
          name="endsOn"
          label="停用日期"
          help="这一天起不再适用。误登的填起始日期，整条撤销。"
        />
        <AreaField {...common} name="note" label="原因" rows={2} />
      </fieldset>
      <DocumentFields {...common} />
    </>
  )
}
