import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { unitReforms } from '../../src/movement/reform.ts'
import { existingPlaces, newPlaces, predecessorPlaces } from '../../src/movement/reform-places.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { AreaField, CsrfField, DateField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'

type ReformFormProps = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

const firstPageFields = /^(kind|effectiveOn|summary|document|predecessor|fate|existing|new|csrf)/

/** The first page: which units, which day, which paper. */
export function ReformForm({ typed, problems, csrfToken }: ReformFormProps) {
  const common = { typed, problems }
  const fates = [
    { value: 'abolished', label: '撤销' },
    { value: 'kept', label: '保留' },
  ]
  return (
    <form class="work" method="post" action="/reforms/allocation">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      {typed.amendsId === undefined ? null : (
        <p class="notice" id="amendsId">
          由退回或撤回的方案修改重报，原方案和签批意见保留备查。
        </p>
      )}
      {Object.entries(typed)
        .filter(([name]) => !firstPageFields.test(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      <fieldset>
        <legend>事项</legend>
        <SelectField {...common} required name="kind" label="种类" choices={choicesOf(unitReforms)} />
        <DateField {...common} required name="effectiveOn" label="生效日期" />
        <AreaField
          {...common}
          required
          name="summary"
          label="沿革用语"
          rows={2}
          help="写入各机构沿革，例如：新山、石坝、双河小学合并设立羊木镇小学。"
        />
      </fieldset>
      <fieldset>
        <legend>原机构</legend>
        {predecessorPlaces.map((place) => (
          <div class="pair">
            <OrganizationField
              {...common}
              required={place === 1}
              name={`predecessor${place}`}
              label={`原机构 ${place}`}
            />
            <SelectField
              {...common}
              typed={{ ...typed, [`fate${place}`]: typed[`fate${place}`] ?? 'abolished' }}
              name={`fate${place}`}
              label={`原机构 ${place} 去留`}
              choices={fates}
            />
          </div>
        ))}
      </fieldset>
      <fieldset>
        <legend>合并、分设后新设的机构</legend>
        {newPlaces.map((place) => (
          <div class="pair">
            <TextField {...common} name={`newName${place}`} label={`新设 ${place} 全称`} width={28} />
            <TextField {...common} name={`newShort${place}`} label={`新设 ${place} 简称`} width={14} />
            <TextField {...common} name={`newCode${place}`} label={`新设 ${place} 机构编码`} width={12} />
            <SelectField
              {...common}
              name={`newLike${place}`}
              label={`新设 ${place} 其余事项同`}
              empty="原机构 1"
              choices={predecessorPlaces
                .filter((one) => one > 1)
                .map((one) => ({ value: String(one), label: `原机构 ${one}` }))}
            />
          </div>
        ))}
        <p class="note">其余事项指机构类别、性质、规格、上级机构、主管部门、经费形式。</p>
      </fieldset>
      <fieldset>
        <legend>并入的现有机构</legend>
        {existingPlaces.map((place) => (
          <OrganizationField {...common} name={`existing${place}`} label={`现有机构 ${place}`} />
        ))}
      </fieldset>
      <DocumentFields {...common} />
      <p class="buttons">
        <button class="main">下一步：划转编制和人员</button>
      </p>
    </form>
  )
}
