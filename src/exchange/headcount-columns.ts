import { establishmentKinds } from '../establishment/establishment-kind.ts'
import { type Column, choicesFrom } from './column.ts'
import { ledgerColumns } from './ledger-columns.ts'

const { organization, organizationName, ...others } = ledgerColumns

/** 核定编制台账: one row a change of one organization and kind on one day by one paper. */
export const headcountColumns = {
  organization,
  organizationName,
  kind: {
    title: '编制类型',
    aliases: ['编制性质'],
    required: true,
    kind: 'choice',
    choices: choicesFrom(establishmentKinds),
    note: '行政编制、事业编制等。',
    width: 16,
  },
  ...others,
} as const satisfies Record<string, Column>

export type HeadcountKey = keyof typeof headcountColumns
