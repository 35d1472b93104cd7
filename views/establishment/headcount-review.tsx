import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Freeze, HeadcountEffect, HeadcountRow } from '../../src/establishment/headcount.ts'
import { vacancies } from '../../src/establishment/vacancy.ts'
import type { Typed } from '../../src/http/form.ts'
import { type IsoDate, inChinese } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { Acknowledgement } from '../parts/acknowledgement.tsx'
import { DocumentFields } from '../parts/document-fields.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import { Count, Vacancies } from '../parts/figure.tsx'
import { AreaField, CsrfField, DateField, ProblemSummary, TypedAsHidden } from '../parts/form.tsx'

const acknowledged = '已知悉登记后超编，按批文登记'

type Change = {
  organizationName: string
  establishmentKind: string
  /** 增编 positive, 减编 negative */
  change: number
  effectiveOn: IsoDate
}

type EffectTableProps = { change: Change; effect: HeadcountEffect; ofRegion: boolean }

/** In a sentence and in numbers: what stands before, what will stand after. */
export function EffectTable({ change, effect, ofRegion }: EffectTableProps) {
  const { before, after, totalBefore, totalAfter, over } = effect
  const kindName = establishmentKindName(change.establishmentKind)
  return (
    <section aria-labelledby="effect-title">
      <h2 id="effect-title">登记后的变化</h2>
      <p>
        {change.organizationName}
        {ofRegion ? '总量' : ''}自{inChinese(change.effectiveOn)}起{kindName}
        {change.change > 0 ? `增加 ${change.change}` : `减少 ${-change.change}`} 名。
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
          {ofRegion ? null : (
            <>
              <Line title="本机构核定" before={before.approved} after={after.approved} />
              <Line title="本机构实有" before={before.occupied} after={after.occupied} />
              <Line title="本机构已批未用" before={before.reserved} after={after.reserved} />
              <tr>
                <th scope="row">本机构空缺</th>
                <td class="number">
                  <Vacancies value={vacancies(before)} />
                </td>
                <td class="number">
                  <Vacancies value={vacancies(after)} />
                </td>
              </tr>
            </>
          )}
          <Line title="全区总量" before={totalBefore.ceiling} after={totalAfter.ceiling} />
          <Line title="全区已分配" before={totalBefore.allocated} after={totalAfter.allocated} />
          <Line
            title="全区未分配"
            before={totalBefore.ceiling - totalBefore.allocated}
            after={totalAfter.ceiling - totalAfter.allocated}
          />
        </tbody>
      </table>
      {over === null ? null : (
        <p class="warning">
          {inChinese(over.on)}核定 {over.approved} 名，实有 {over.occupied} 名，已批未用 {over.reserved}{' '}
          名，冻结 {over.frozen} 名，将超编 {-vacancies(over)} 名。
        </p>
      )}
    </section>
  )
}

function Line({ title, before, after }: { title: string; before: number; after: number }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td class="number">
        <Count value={before} />
      </td>
      <td class="number">
        <Count value={after} />
      </td>
    </tr>
  )
}

type HeadcountReviewProps = {
  change: Change
  effect: HeadcountEffect
  ofRegion: boolean
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}

/** 请核对: what will change, then one button with the verb. The values typed travel in hidden fields. */
export function HeadcountReview({
  change,
  effect,
  ofRegion,
  typed,
  problems,
  csrfToken,
}: HeadcountReviewProps) {
  return (
    <form class="work" method="post" action="/headcounts">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} but={['acknowledged']} />
      <EffectTable change={change} effect={effect} ofRegion={ofRegion} />
      <p>
        依据：{typed.documentNumber} {typed.documentTitle}（{typed.documentIssuer} {typed.documentIssuedOn}）
      </p>
      <Acknowledgement needed={effect.over !== null} problems={problems} words={acknowledged} />
      <p class="buttons">
        <button class="main">登记入台账</button>
        <button class="plain" formaction="/headcounts/draft">
          返回修改
        </button>
      </p>
    </form>
  )
}

type ReversalFormProps = {
  row: HeadcountRow
  effect: HeadcountEffect | null
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}

/** 冲销: the wrong row, what taking it back does, why and on which paper. */
export function ReversalForm({ row, effect, typed, problems, csrfToken }: ReversalFormProps) {
  const { organizationName, establishmentKind, effectiveOn, change, ofRegion } = row
  return (
    <form class="work" method="post" action={`/headcounts/${row.headcountId}/reversal`}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <p>
        冲销台账行：{effectiveOn} {organizationName} {establishmentKindName(establishmentKind)}
        {change > 0 ? `增编 ${change}` : `减编 ${-change}`} 名，
        <DocumentWords document={row.document} />
        。原行保留，注明已冲销。
      </p>
      {effect === null ? null : (
        <EffectTable
          change={{ organizationName, establishmentKind, effectiveOn, change: -change }}
          effect={effect}
          ofRegion={ofRegion}
        />
      )}
      <fieldset>
        <legend>冲销原因</legend>
        <AreaField typed={typed} problems={problems} required name="note" label="原因" rows={2} />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <Acknowledgement
        needed={effect !== null && effect.over !== null}
        problems={problems}
        words={acknowledged}
      />
      <p class="buttons">
        <button class="main">冲销</button>
      </p>
    </form>
  )
}

type FreezeEndFormProps = { freeze: Freeze; typed: Typed; problems: readonly Problem[]; csrfToken: string }

/** 解冻: the day from which the places may be filled again. */
export function FreezeEndForm({ freeze, typed, problems, csrfToken }: FreezeEndFormProps) {
  return (
    <form class="work" method="post" action={`/freezes/${freeze.freezeId}/end`}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <p>
        {freeze.organizationName} {establishmentKindName(freeze.establishmentKind)}冻结 {freeze.count} 名，
        {inChinese(freeze.effectiveFrom)}起，
        <DocumentWords document={freeze.document} />。
      </p>
      <fieldset>
        <legend>解冻</legend>
        <DateField
          typed={typed}
          problems={problems}
          required
          name="endsOn"
          label="解冻日期"
          help="这一天起不再冻结。"
        />
        <AreaField typed={typed} problems={problems} required name="note" label="原因" rows={2} />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <p class="buttons">
        <button class="main">登记解冻</button>
      </p>
    </form>
  )
}
