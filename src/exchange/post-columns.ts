import { leadershipPositions } from '../establishment/leadership-post.ts'
import { organizationRanks } from '../organization/organization.ts'
import { type Column, choicesFrom } from './column.ts'
import { ledgerColumns } from './ledger-columns.ts'

const { organization, organizationName, ...others } = ledgerColumns

/** 领导职数台账: one row a change of one unit, rank and 正副 on one day by one paper. */
export const postColumns = {
  organization: { ...organization, note: '单位的机构编码或全称；内设机构领导职数也填所属单位。' },
  organizationName,
  rank: {
    title: '级别',
    aliases: ['职数级别', '领导职数规格'],
    required: true,
    kind: 'choice',
    choices: choicesFrom(organizationRanks),
    note: '领导职数的级别，例如副乡科级。',
    width: 12,
  },
  position: {
    title: '正副',
    aliases: ['职数类别', '领导职数'],
    required: true,
    kind: 'choice',
    choices: choicesFrom(leadershipPositions),
    note: '正职、副职，或内设机构正职、副职。',
    width: 14,
  },
  ...others,
} as const satisfies Record<string, Column>

export type PostKey = keyof typeof postColumns
