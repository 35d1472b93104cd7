import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import {
  type FactAct,
  type FactField,
  type FactKind,
  factActs,
  factInWords,
  factKinds,
  factRules,
  type PersonFact,
} from '../../src/staffing/person-fact.ts'
import { AreaField, CsrfField, DateField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'

type PersonFactFormProps = {
  personId: string
  /** facts | accounts | proposals */
  path: string
  kind: FactKind
  act: FactAct
  /** the record that is put right or taken back */
  fact: PersonFact | null
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
  link: Link
}

/** 登记、更正、撤销 of one record; the same form for who records and for who asks. */
export function PersonFactForm(props: PersonFactFormProps) {
  const { personId, path, kind, act, fact, typed, problems, link } = props
  const { dayLabel, ends, needsPaper, fields } = factRules[kind]
  const common = { typed, problems }
  const asks = path === 'proposals'
  const back = `/people/${personId}/facts`
  return (
    <form class="work" method="post" action={link(addressOf(props))}>
      <CsrfField token={props.csrfToken} />
      {act === 'addition' ? <input type="hidden" name="kind" value={kind} /> : null}
      <ProblemSummary problems={problems} />
      {asks ? <p class="note">提交后由编办受理，受理后生效。</p> : null}
      {fact === null ? null : (
        <p class="note">
          现登记：{fact.effectiveFrom}　{factInWords(fact)}
        </p>
      )}
      {act === 'removal' ? (
        <p class="note">撤销登记有误、不应有的记录。撤销后不再显示，历史中保留并划线。</p>
      ) : (
        <fieldset>
          <legend>{factKinds[kind]}</legend>
          {fields.map((field) => (
            <FactControl field={field} fact={fact} typed={typed} problems={problems} />
          ))}
          <DateField {...common} name="from" label={dayLabel} required />
          {ends ? <DateField {...common} name="to" label="截止日期" help="最后一天；长期的留空。" /> : null}
        </fieldset>
      )}
      <fieldset>
        <legend>事由</legend>
        <AreaField {...common} name="reason" label="事由" rows={2} required={act !== 'addition'} />
      </fieldset>
      <PaperFields {...common} required={needsPaper && act !== 'addition'} />
      <div class="buttons">
        <button class={act === 'removal' ? 'main refuse' : 'main'}>
          {asks ? `提交${factActs[act]}申请` : `${factActs[act]}${factKinds[kind]}`}
        </button>
        <a href={link(back)}>取消</a>
      </div>
    </form>
  )
}

type FactControlProps = {
  field: FactField
  fact: PersonFact | null
  typed: Typed
  problems: readonly Problem[]
}

function FactControl({ field, fact, typed, problems }: FactControlProps) {
  const { key, label, kind, choices = [], most, secret, help } = field
  const keeps = secret === true && fact !== null
  const common = { name: key, label, typed, problems, required: field.required && !keeps }
  if (kind === 'choice')
    return <SelectField {...common} choices={choices} empty={field.required ? '请选择' : '无'} />
  const said = keeps ? `现为 ${fact.values[key] ?? ''}，留空不变。` : help
  return <TextField {...common} width={Math.min(most, 40)} {...(said === undefined ? {} : { help: said })} />
}

/** The paper it rests on: certificate, approval, certified extract. */
function PaperFields({
  typed,
  problems,
  required,
}: {
  typed: Typed
  problems: readonly Problem[]
  required: boolean
}) {
  const common = { typed, problems, required }
  return (
    <fieldset>
      <legend>依据文件</legend>
      {required ? null : <p class="note">有批准文件、证书的填写，没有的全部留空。</p>}
      <TextField {...common} name="documentNumber" label="文号（证书号）" width={24} />
      <DateField {...common} name="documentIssuedOn" label="发文日期" />
      <TextField {...common} name="documentIssuer" label="批准（发证）机关" width={24} />
      <TextField {...common} name="documentTitle" label="标题" width={60} />
    </fieldset>
  )
}

function addressOf({ personId, path, act, fact }: PersonFactFormProps): string {
  const whole = `/people/${personId}/${path}`
  return fact === null ? whole : `${whole}/${fact.id}/${act}`
}
