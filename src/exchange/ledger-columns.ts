import type { Column } from './column.ts'
import { documentColumns } from './document-columns.ts'

/** What every row of a ledger says beside what it is of: whose, by how many, from when, on which paper. */
export const ledgerColumns = {
  organization: {
    title: '机构编码',
    aliases: ['编码', '单位编码'],
    required: true,
    kind: 'text',
    most: 100,
    note: '机构编码或全称；行政区的编码表示总量。',
    width: 14,
  },
  organizationName: {
    title: '机构名称',
    aliases: ['单位名称', '名称'],
    kind: 'text',
    most: 100,
    aboutChange: true,
    note: '供核对，不导入。',
    width: 34,
  },
  change: {
    title: '增减数',
    aliases: ['编制数', '核定编制数'],
    required: true,
    kind: 'count',
    least: -99_999,
    most: 99_999,
    note: '增编为正数，减编为负数，不得为零。',
    width: 9,
  },
  effectiveOn: {
    title: '生效日期',
    aliases: ['日期'],
    kind: 'date',
    note: '自哪一天起；期初建账不填时为期初日。',
    width: 12,
  },
  ...documentColumns,
  note: {
    title: '备注',
    aliases: ['变化原因'],
    kind: 'text',
    most: 500,
    note: '变化原因等。',
    width: 24,
  },
} as const satisfies Record<string, Column>

export type LedgerKey = keyof typeof ledgerColumns
