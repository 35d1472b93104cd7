import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { codesOf } from '../../src/kernel/codes.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import type { LoadedPerson } from '../../src/staffing/person.ts'
import { identityCategories } from '../../src/staffing/person-words.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { AreaField, CsrfField, DateField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'

type PersonCorrectionProps = {
  person: LoadedPerson
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
  link: Link
}

/** 更正基本信息: key facts change only with a document; what stood there before stays in the history. */
export function PersonCorrection({ person, typed, problems, csrfToken, link }: PersonCorrectionProps) {
  const common = { typed, problems }
  const choices = (set: 'GB3304' | 'GB4762') =>
    codesOf(set).map(({ code, name }) => ({ value: code, label: name }))
  return (
    <form class="work" method="post" action={`/people/${person.personId}/correction`}>
      <CsrfField token={csrfToken} />
      <input type="hidden" name="versionId" value={typed.versionId ?? ''} />
      <ProblemSummary problems={problems} />
      <fieldset>
        <legend>基本信息</legend>
        <TextField {...common} name="name" label="姓名" width={12} required />
        <TextField
          {...common}
          name="identityNumber"
          label="公民身份号码"
          width={22}
          placeholder={person.particulars.identityMasked}
          help="留空不变。更正后出生日期和性别随号码更正。"
        />
        <SelectField {...common} name="ethnicity" label="民族" required choices={choices('GB3304')} />
        <SelectField
          {...common}
          name="politicalStatus"
          label="政治面貌"
          required
          choices={choices('GB4762')}
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
          required
          choices={Object.entries(identityCategories).map(([value, label]) => ({ value, label }))}
        />
      </fieldset>
      <fieldset>
        <legend>事由</legend>
        <DateField
          {...common}
          name="changedOn"
          label="变更日期"
          help="原登记一直有误的，留空；自某日起变更的（如改名），填写该日。"
        />
        <AreaField {...common} name="reason" label="事由" required rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <div class="buttons">
        <button class="main">保存更正</button>
        <a href={link(`/people/${person.personId}`)}>取消</a>
      </div>
    </form>
  )
}
