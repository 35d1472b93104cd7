import { establishmentKindOrder, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { codesOf } from '../../src/kernel/codes.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { asksFor, type Fact, type MovementKind, movementRule } from '../../src/movement/movement-kind.ts'
import type { PayChoice } from '../../src/movement/pay-choice.ts'
import { identityCategories } from '../../src/staffing/person-words.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import {
  AreaField,
  type Choice,
  CsrfField,
  DateField,
  described,
  Field,
  type FieldProps,
  ProblemSummary,
  SelectField,
  TextField,
} from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'
import { EntryGroundFields, type Grounds } from './entry-grounds.tsx'
import { PostFields } from './post-fields.tsx'

export type MovementFormProps = {
  kind: MovementKind
  typed: Typed
  problems: readonly Problem[]
  /** somebody the registry knows: who, and where on the day of asking */
  person: { id: string; name: string; identityMasked: string; place: string | null } | null
  /** the movement corrected: its number */
  corrects: string | null
  /** the returned or withdrawn movement it begins from: its number */
  amends: string | null
  grounds: Grounds
  payChoices: readonly PayChoice[]
  csrfToken: string
  link: Link
}

/** 办理异动: the fields its kind asks for, then 请核对. */
export function MovementForm(props: MovementFormProps) {
  const { kind, typed, problems, person, corrects, amends, csrfToken, link } = props
  const { registersPerson } = movementRule(kind)
  const takesBack = typed.takesBack === 'yes'
  const asks = (fact: Fact) => !takesBack && asksFor(kind, fact)
  const common = { typed, problems }
  return (
    <form class="work" method="post" action="/movements/review">
      <CsrfField token={csrfToken} />
      <input type="hidden" name="kind" value={kind} />
      {typed.correctsId === undefined ? null : (
        <input type="hidden" name="correctsId" value={typed.correctsId} />
      )}
      {typed.amendsId === undefined ? null : (
        <input type="hidden" name="amendsId" id="amendsId" value={typed.amendsId} />
      )}
      {takesBack ? <input type="hidden" name="takesBack" value="yes" /> : null}
      <ProblemSummary problems={problems} />
      {corrects === null ? null : (
        <p class="warning">
          本次{takesBack ? '冲销' : '更正'}异动 {corrects}。
          {takesBack ? '冲销后该异动视为没有发生' : '生效后以本次登记为准'}
          ，原登记保留备查。
        </p>
      )}
      {amends === null ? null : (
        <p class="notice">由已退回或撤回的异动 {amends} 修改重报，原登记和退回意见保留备查。</p>
      )}
      {person !== null || !registersPerson ? (
        <KnownPerson person={person} problems={problems} link={link} />
      ) : (
        <NewPerson {...common} />
      )}
      <fieldset>
        <legend>变动内容</legend>
        <DateField {...common} name="effectiveOn" label="生效日期" required help={effectiveHelp(kind)} />
        {asks('to-organization') ? (
          <OrganizationField {...common} name="toOrganization" label="编制单位" required />
        ) : null}
        {asks('to-establishment-kind') ? (
          <SelectField
            {...common}
            name="toEstablishmentKind"
            label="编制类型"
            required
            choices={establishmentKindOrder.map((value) => ({ value, label: establishmentKinds[value] }))}
          />
        ) : null}
        {asks('to-establishment-kind') ? (
          <div
            class="field"
            id="vacancy"
            hx-get="/movements/checks/vacancy"
            hx-trigger="change from:#toOrganization, change from:#toEstablishmentKind, change from:#effectiveOn"
            hx-sync="replace"
            hx-include="#toOrganization, #toEstablishmentKind, #effectiveOn"
            hx-target="#vacancy"
            hx-swap="innerHTML"
            aria-live="polite"
          />
        ) : null}
        {asks('entry-override') ? (
          <EntryGroundFields {...common} typed={{ ...typed, kind }} grounds={props.grounds} />
        ) : null}
        {asks('other-unit') ? (
          <TextField
            {...common}
            name="otherUnit"
            label={movementRule(kind).direction === 'in' ? '来源单位' : '去向单位'}
            width={34}
            required={movementRule(kind).required.includes('other-unit')}
          />
        ) : null}
        {asks('place') ? (
          <TextField
            {...common}
            name="place"
            label="借用单位"
            width={34}
            required
            help="本区单位填写全称，系统自动关联；临时机构、区外单位按文件名称填写。"
          />
        ) : null}
        {asks('planned-end') ? <DateField {...common} name="plannedEnd" label="预计归还" /> : null}
      </fieldset>
      <PostFields {...common} asks={asks} />
      {asks('pay-profile') ? <PayFields typed={typed} choices={props.payChoices} kind={kind} /> : null}
      <fieldset>
        <legend>事由</legend>
        <AreaField {...common} name="reason" label="事由" required rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <div class="buttons">
        <button class="main">核对</button>
        <a href={link('/movements')}>取消</a>
      </div>
    </form>
  )
}

function effectiveHelp(kind: MovementKind): string {
  return movementRule(kind).direction === 'out'
    ? '从这一天起不再占编。'
    : '从这一天起生效，可早于或晚于今天。'
}

function KnownPerson({ person, problems, link }: Pick<MovementFormProps, 'person' | 'problems' | 'link'>) {
  const own = { name: 'personId', label: '人员', typed: {}, problems }
  return (
    <fieldset>
      <legend>人员</legend>
      {person === null ? (
        <Field {...own}>
          <p id="personId">
            请先在<a href={link('/people')}>花名册</a>中打开该人员，再办理异动。
          </p>
        </Field>
      ) : (
        <Field {...own}>
          <p id="personId">
            <input type="hidden" name="personId" value={person.id} />
            <a href={link(`/people/${person.id}`)}>{person.name}</a>　{person.identityMasked}
            {'　'}
            {person.place ?? '不在编'}
          </p>
        </Field>
      )}
    </fieldset>
  )
}

type Common = Pick<FieldProps, 'typed' | 'problems'>

function NewPerson(common: Common) {
  return (
    <>
      <fieldset>
        <legend>人员</legend>
        <IdentityField {...common} />
        <TextField {...common} name="name" label="姓名" width={12} required />
        <SelectField {...common} name="ethnicity" label="民族" required choices={choicesOf('GB3304')} />
        <SelectField
          {...common}
          name="politicalStatus"
          label="政治面貌"
          required
          choices={choicesOf('GB4762')}
        />
        <DateField
          {...common}
          name="joinedPartyOn"
          label="入党时间"
          help="加入其他党派、团组织的同样填写。"
        />
        <TextField {...common} name="nativePlace" label="籍贯" width={16} />
        <TextField {...common} name="birthPlace" label="出生地" width={16} />
        <DateField {...common} name="beganWorkOn" label="参加工作时间" />
        <SelectField
          {...common}
          name="identityCategory"
          label="人员身份"
          empty="按编制类型"
          choices={Object.entries(identityCategories).map(([value, label]) => ({ value, label }))}
        />
      </fieldset>
      <fieldset>
        <legend>最高学历</legend>
        <SelectField {...common} name="educationLevel" label="学历" choices={choicesOf('GB4658_2006')} />
        <SelectField
          {...common}
          name="educationMode"
          label="学习形式"
          choices={[
            { value: 'full-time', label: '全日制' },
            { value: 'in-service', label: '在职' },
          ]}
        />
        <SelectField
          {...common}
          name="degree"
          label="学位"
          empty="无"
          choices={choicesOf('GB6864').filter(({ value }) => value.length === 1)}
        />
        <TextField {...common} name="school" label="毕业院校" width={24} />
        <TextField {...common} name="major" label="专业" width={20} />
        <DateField {...common} name="graduatedOn" label="毕业日期" />
      </fieldset>
    </>
  )
}

/** Checked on leaving the field, by post: an identity number never stands in an address. */
function IdentityField(common: Common) {
  const own = {
    ...common,
    name: 'identityNumber',
    label: '公民身份号码',
    required: true,
    help: '出生日期和性别由号码得出。曾在编的人员填写原号码，登记自动接续。',
  }
  return (
    <Field {...own}>
      <input
        id="identityNumber"
        name="identityNumber"
        value={common.typed.identityNumber ?? ''}
        size={22}
        maxlength={40}
        autocomplete="off"
        hx-post="/movements/checks/identity"
        hx-trigger="change"
        hx-target="#identityNumber-message"
        hx-include="closest form"
        {...described(own)}
      />
    </Field>
  )
}

type PayFieldsProps = { typed: Typed; choices: readonly PayChoice[]; kind: MovementKind }

/** The keys of the 工资档案; shown once the kind of place is known. */
export function PayFields({ typed, choices, kind }: PayFieldsProps) {
  return (
    <fieldset
      id="pay-fields"
      {...(asksFor(kind, 'to-establishment-kind')
        ? {
            'hx-get': `/movements/pay-fields?kind=${kind}`,
            'hx-trigger': 'change from:#toEstablishmentKind',
            'hx-sync': 'replace',
            'hx-include': '#toEstablishmentKind, #effectiveOn',
            'hx-target': '#pay-fields',
            'hx-swap': 'outerHTML',
          }
        : {})}
    >
      <legend>工资档案</legend>
      {choices.length === 0 ? (
        <p class="help">
          选定编制类型后，在这里选择执行的工资标准；暂不选择的，原工资档案不变，新进人员可以后补。
        </p>
      ) : (
        choices.map(({ standardKind, itemName, options }) => (
          <SelectField
            name={`pay:${standardKind}`}
            label={itemName}
            typed={typed}
            problems={[]}
            empty="不适用"
            choices={options.map(({ keys, label }) => ({ value: keys.join('|'), label }))}
          />
        ))
      )}
    </fieldset>
  )
}

function choicesOf(set: Parameters<typeof codesOf>[0]): Choice[] {
  return codesOf(set).map(({ code, name }) => ({ value: code, label: name }))
}
