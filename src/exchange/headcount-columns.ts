import { establishmentKinds } from '../establishment/establishment-kind.ts'
import { type Column, choicesFrom } from './column.ts'
import { documentColumns } from './document-columns.ts'

/** 核定编制台账: one row a change of one organization and kind on one day by one paper. */
export const headcountColumns = {
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
  kind: {
    title: '编制类型',
    aliases: ['编制性质'],
    required: true,
    kind: 'choice',
    choices: choicesFrom(establishmentKinds),
    note: '行政编制、事业编制等。',
    width: 16,
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

export type HeadcountKey = keyof typeof headcountColumns
