import { leadershipPositions } from '../../src/establishment/leadership-post.ts'
import { codesOf } from '../../src/kernel/codes.ts'
import type { Fact } from '../../src/movement/movement-kind.ts'
import { rankLevels } from '../../src/movement/rank-level.ts'
import { choicesOf, organizationRanks } from '../../src/organization/organization.ts'
import { type FieldProps, SelectField, TextField } from '../parts/form.tsx'

type Common = Pick<FieldProps, 'typed' | 'problems'>

/** 职务、职级、岗位等级: what the kind of movement asks for. */
export function PostFields({ asks, ...common }: Common & { asks: (fact: Fact) => boolean }) {
  if (!asks('duty') && !asks('rank') && !asks('post')) return null
  const levels = codesOf('ZB09')
    .filter(({ code }) => code.length >= 3)
    .map(({ code, name }) => ({ value: code, label: name }))
  return (
    <fieldset>
      <legend>职务职级</legend>
      {asks('duty') ? (
        <>
          <TextField {...common} name="dutyTitle" label="职务" width={22} />
          <SelectField {...common} name="dutyLevel" label="职务层次" choices={levels} />
          <SelectField
            {...common}
            name="dutyLeadership"
            label="领导职务"
            empty="否"
            choices={choicesOf(leadershipPositions)}
          />
          <SelectField
            {...common}
            name="dutyRank"
            label="领导职数级别"
            empty="不占领导职数"
            choices={choicesOf(organizationRanks)}
            help="任领导职务的必填，与核定的领导职数级别一致。"
          />
          <TextField
            {...common}
            name="dutyDivision"
            label="内设机构"
            width={22}
            help="在内设机构任职的填写其名称；任内设机构领导职务的必填。"
          />
          <SelectField
            {...common}
            name="dutyConcurrent"
            label="兼任"
            empty="否"
            choices={[{ value: 'yes', label: '是' }]}
            help="另有主要职务的选“是”：在主要职务处计一次，不占本处领导职数，原职务不变。"
          />
        </>
      ) : null}
      {asks('rank') ? (
        <>
          <SelectField
            {...common}
            name="rankLevel"
            label="职级"
            choices={rankLevels.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <TextField
            {...common}
            name="rankTitle"
            label="职级全称"
            width={16}
            help="与职级名称不同的才填写。"
          />
        </>
      ) : null}
      {asks('post') ? (
        <>
          <TextField {...common} name="postTitle" label="岗位等级" width={16} />
          <SelectField {...common} name="postLevel" label="岗位等级代码" choices={levels} />
        </>
      ) : null}
    </fieldset>
  )
}
