import { establishmentKindOrder, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { AreaField, CsrfField, DateField, ProblemSummary, SelectField } from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'

type BatchTransferFormProps = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

/** What is asked on the second page goes along untouched. */
const secondPageFields = /^(person-|take$|acknowledged$|amendsId$)/

/** 成批调动, the first page: from where to where, which day, which paper. */
export function BatchTransferForm({ typed, problems, csrfToken }: BatchTransferFormProps) {
  const common = { typed, problems }
  return (
    <form class="work" method="post" action="/reforms/transfer/people">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      {Object.entries(typed)
        .filter(([name]) => secondPageFields.test(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      {typed.amendsId === undefined ? null : (
        <p class="notice" id="amendsId">
          由退回或撤回的成批调动修改重报，原件和签批意见保留备查。
        </p>
      )}
      <p class="note">
        同一批文把一个单位的全部或部分在编人员调到另一单位，或变更其编制类型。人员不调动、只变更编制类型的，调入单位填写同一单位。一份签批，全部生效或全部不生效。
      </p>
      <fieldset>
        <legend>调动</legend>
        <OrganizationField {...common} name="predecessor1" label="调出单位" required />
        <SelectField
          {...common}
          name="establishmentKind"
          label="编制类型"
          empty="全部"
          choices={establishmentKindOrder.map((value) => ({ value, label: establishmentKinds[value] }))}
        />
        <OrganizationField {...common} name="existing1" label="调入单位" required />
        <SelectField
          {...common}
          name="toEstablishmentKind"
          label="变更为编制类型"
          empty="不变"
          choices={establishmentKindOrder.map((value) => ({ value, label: establishmentKinds[value] }))}
        />
        <DateField {...common} required name="effectiveOn" label="生效日期" />
        <SelectField
          {...common}
          typed={{ places: 'stay', ...typed }}
          required
          name="places"
          label="编制"
          choices={[
            { value: 'stay', label: '编制不划转，使用调入单位空编' },
            { value: 'along', label: '编制随人划转' },
          ]}
        />
        <AreaField {...common} required name="summary" label="事由" rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <p class="buttons">
        <button class="main">下一步：选择人员</button>
        <a href="/reforms">取消</a>
      </p>
    </form>
  )
}
