import type { Link } from '../../src/http/viewpoint.ts'
import { addDays } from '../../src/kernel/dates.ts'
import type { Permission } from '../../src/kernel/permission.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import {
  type FactKind,
  factKinds,
  factRules,
  factWord,
  type PersonFact,
} from '../../src/staffing/person-fact.ts'
import type { Photo } from '../../src/staffing/photo.ts'
import { CsrfField, described, Field, ProblemSummary, TextField } from '../parts/form.tsx'
import { Moment } from '../parts/moment.tsx'

type PersonFactsProps = {
  personId: string
  facts: readonly PersonFact[]
  photo: Photo | null
  recorders: ReadonlyMap<string, string>
  permissions: ReadonlySet<Permission>
  /** a contact whole, after the logged act of showing it */
  revealed: { factId: string; content: string } | null
  /** the form that was refused: a record's id, or `photo` */
  refusedAt: string | null
  problems: readonly Problem[]
  csrfToken: string
  link: Link
}

/** 明细: a person's own facts, kind by kind, each with what may be done to it. */
export function PersonFacts(props: PersonFactsProps) {
  const kinds = (Object.keys(factKinds) as FactKind[]).filter((kind) =>
    props.permissions.has(factRules[kind].read),
  )
  return (
    <>
      {kinds.map((kind) => (
        <FactSection {...props} kind={kind} />
      ))}
      <PhotoSection {...props} />
      <p class="note">
        姓名、身份证号等见“更正信息”；编制、职务、职级、岗位由异动登记；记录更正、撤销前的内容见“历史”。
      </p>
    </>
  )
}

function FactSection(props: PersonFactsProps & { kind: FactKind }) {
  const { personId, kind, facts, permissions, link } = props
  const path = pathOf(kind, permissions)
  const rows = facts.filter((fact) => fact.kind === kind)
  const { fields, dayLabel, ends, several } = factRules[kind]
  return (
    <section class="fact-kind" aria-labelledby={`${kind}-title`}>
      <h2 id={`${kind}-title`}>
        {factKinds[kind]}{' '}
        {path === null ? null : (
          <a class="plain" href={link(`/people/${personId}/${path}/new`, { kind })}>
            {path === 'proposals' ? '申报' : '登记'}
          </a>
        )}
      </h2>
      {rows.length === 0 ? (
        <p class="empty">{emptyWords(kind)}</p>
      ) : (
        <div class="wide-table">
          <table class="register">
            <caption class="hidden">{factKinds[kind]}</caption>
            <thead>
              <tr>
                <th scope="col">{dayLabel}</th>
                {ends || !several ? <th scope="col">止</th> : null}
                {fields.map(({ label }) => (
                  <th scope="col">{label}</th>
                ))}
                <th scope="col">登记</th>
                <th scope="col" class="no-print">
                  办理
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((fact) => (
                <FactRow {...props} fact={fact} path={path} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function FactRow(props: PersonFactsProps & { kind: FactKind; fact: PersonFact; path: string | null }) {
  const { personId, kind, fact, path, revealed, recorders, permissions, link } = props
  const { fields, ends, several, reveal } = factRules[kind]
  const at = `/people/${personId}/${path}/${fact.id}`
  const shown = revealed?.factId === fact.id ? revealed.content : null
  return (
    <tr>
      <td class="date">{fact.effectiveFrom}</td>
      {ends || !several ? (
        <td class="date">{fact.effectiveTo === null ? '' : addDays(fact.effectiveTo, -1)}</td>
      ) : null}
      {fields.map(({ key, secret }) => (
        <td>
          {secret === true && shown !== null ? (
            <strong class="revealed">{shown}</strong>
          ) : (
            factWord(kind, key, fact.values[key] ?? null)
          )}
        </td>
      ))}
      <td>
        <Moment at={fact.recordedAt} /> {recorders.get(fact.recordedBy) ?? ''}
      </td>
      <td class="no-print acts">
        {path === null ? null : (
          <>
            <a href={link(`${at}/correction`)}>更正</a> <a href={link(`${at}/removal`)}>撤销</a>
          </>
        )}
        {reveal !== null && permissions.has(reveal) && shown === null ? <RevealForm {...props} /> : null}
      </td>
    </tr>
  )
}

/** Seeing it whole is an act of its own: with a reason, and in the audit trail. */
function RevealForm({
  personId,
  kind,
  fact,
  refusedAt,
  problems,
  csrfToken,
  link,
}: PersonFactsProps & { kind: FactKind; fact: PersonFact }) {
  const own = refusedAt === fact.id ? problems : []
  const group = kind === 'bank-account' ? 'accounts' : 'facts'
  const name = `reason-${fact.id}`
  return (
    <details class="reveal" open={own.length > 0}>
      <summary>显示</summary>
      <form class="work" method="post" action={link(`/people/${personId}/${group}/${fact.id}/disclosure`)}>
        <CsrfField token={csrfToken} />
        <Field
          name={name}
          label="查看事由"
          typed={{}}
          problems={own.map((one) => ({ ...one, field: name }))}
          required
        >
          <input
            id={name}
            name="reason"
            size={20}
            maxlength={100}
            autocomplete="off"
            aria-required="true"
            aria-describedby={`${name}-message`}
          />
        </Field>
        <button class="plain">显示{factKinds[kind]}</button>
      </form>
    </details>
  )
}

function PhotoSection({
  personId,
  photo,
  permissions,
  refusedAt,
  problems,
  csrfToken,
  link,
}: PersonFactsProps) {
  if (!permissions.has('person.write')) return null
  const own = refusedAt === 'photo' ? problems : []
  const file = {
    name: 'photo',
    label: '照片文件',
    typed: {},
    problems: own,
    help: 'jpg、png，不超过 1 MB。拍摄时间、地点等附带信息不保存。',
  }
  return (
    <section class="fact-kind no-print" aria-labelledby="photo-title">
      <h2 id="photo-title">照片</h2>
      <ProblemSummary problems={own} />
      <div class="photo-work">
        <form
          class="work"
          method="post"
          enctype="multipart/form-data"
          action={link(`/people/${personId}/photo`)}
        >
          <CsrfField token={csrfToken} />
          <Field {...file}>
            <input id="photo" name="photo" type="file" accept=".jpg,.jpeg,.png" {...described(file)} />
          </Field>
          <button class="plain">{photo === null ? '上传' : '更换'}</button>
        </form>
        {photo === null ? null : (
          <form class="work" method="post" action={link(`/people/${personId}/photo/removal`)}>
            <CsrfField token={csrfToken} />
            <TextField name="photoReason" label="移除事由" typed={{}} problems={own} width={20} />
            <button class="plain">移除照片</button>
          </form>
        )}
      </div>
    </section>
  )
}

/** Where this user's entries of the kind go: recorded at once, or asked for; null: they may only be seen. */
export function pathOf(
  kind: FactKind,
  permissions: ReadonlySet<Permission>,
): 'facts' | 'accounts' | 'proposals' | null {
  if (permissions.has(factRules[kind].write)) return kind === 'bank-account' ? 'accounts' : 'facts'
  return kind !== 'bank-account' && permissions.has('person.apply') ? 'proposals' : null
}

function emptyWords(kind: FactKind): string {
  if (kind === 'funding') return '没有单独登记，与编制单位的经费形式相同。'
  if (kind === 'retirement') return '没有选择弹性提前、延迟退休，按法定退休年龄办理。'
  return `没有登记${factKinds[kind]}。`
}
