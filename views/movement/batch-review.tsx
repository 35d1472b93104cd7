import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { vacancies } from '../../src/establishment/vacancy.ts'
import type { Typed } from '../../src/http/form.ts'
import { inChinese } from '../../src/kernel/dates.ts'
import { readIdentityNumber } from '../../src/kernel/identity-number.ts'
import type { BatchRow } from '../../src/movement/batch-rows.ts'
import type { Effect } from '../../src/movement/effect.ts'
import type { Movement } from '../../src/movement/movement.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import { chainOf, stepName } from '../../src/movement/signature.ts'
import { CsrfField } from '../parts/form.tsx'
import { educationName, ethnicityName, sexName } from '../parts/person-words.ts'

type BatchReviewProps = {
  rows: readonly BatchRow[]
  /** in the order of the rows: each tried on top of those before it */
  preview: readonly { movement: Movement; entered: Effect['entered'] }[]
  names: ReadonlyMap<string, string>
  typed: Typed
  csrfToken: string
}

/** 请核对: who enters, the establishment before the first and after the last; then one button. */
export function BatchReview({ rows, preview, names, typed, csrfToken }: BatchReviewProps) {
  const [first] = preview
  if (first === undefined) return null
  const { movement } = first
  const place = `${names.get(movement.toOrganizationId ?? '') ?? ''}${establishmentKindName(movement.toEstablishmentKind ?? '')}`
  const change = positionChange(preview, movement.vacancyRequestId !== null)
  const again = rows.some(({ typed: { formerNumber } }) => formerNumber !== undefined)
  return (
    <form class="work" method="post" action="/movements/batch">
      <CsrfField token={csrfToken} />
      {Object.entries(typed).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <p class="notice">
        {rows.length} 人自{inChinese(movement.effectiveOn)}起进入{place}（{movementKindName(movement.kind)}
        ），每人一件异动，全部签批后生效，此刻尚未保存。签批顺序：
        {chainOf(movement.kind).map(stepName).join(' → ')}。
      </p>
      {change === null ? null : (
        <p>
          {place}：核定 {change.before.approved} 名，实有 {change.before.occupied} → {change.after.occupied}{' '}
          名，已批未用 {change.before.reserved} → {change.after.reserved} 名，空缺 {vacancies(change.before)}{' '}
          → {vacancies(change.after)} 名。
        </p>
      )}
      <div class="scroll whole">
        <table class="register">
          <caption>入编人员 {rows.length} 人</caption>
          <thead>
            <tr>
              {['姓名', '身份证号', '性别', '出生日期', '民族', '学历', '毕业院校'].map((title) => (
                <th scope="col">{title}</th>
              ))}
              {again ? <th scope="col">原异动</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ typed: person }) => (
              <Person person={person} again={again} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="note">人员经费在每件异动的签批页列明；尚未登记工资档案的，登记后测算。</p>
      <div class="buttons">
        <button class="main">提交审核</button>
        <button class="plain" formaction="/movements/batch/form">
          返回修改
        </button>
      </div>
    </form>
  )
}

/** As the place stands before the first enters and after the last has; a used request frees what it reserved. */
function positionChange(preview: BatchReviewProps['preview'], usesRequest: boolean) {
  const first = preview[0]?.entered[0]?.position
  const last = preview.at(-1)?.entered[0]?.position
  if (first === undefined || last === undefined) return null
  return {
    before: { ...first, reserved: first.reserved + (usesRequest ? 1 : 0) },
    after: { ...last, occupied: last.occupied + 1 },
  }
}

function Person({ person, again }: { person: BatchRow['typed']; again: boolean }) {
  const read = readIdentityNumber(person.identityNumber ?? '', 'identityNumber')
  return (
    <tr>
      <th scope="row">{person.name}</th>
      <td>{person.formerNumber === undefined ? person.identityNumber : '已登记'}</td>
      <td>{read.done ? sexName(read.value.sex) : ''}</td>
      <td class="date">{read.done ? read.value.bornOn : ''}</td>
      <td>{ethnicityName(person.ethnicity ?? '')}</td>
      <td>{educationName(person.educationLevel ?? null)}</td>
      <td>{person.school ?? ''}</td>
      {again ? <td>{person.formerNumber ?? '新增'}</td> : null}
    </tr>
  )
}
