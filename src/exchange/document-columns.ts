import type { IsoDate } from '../kernel/dates.ts'
import type { DocumentDraft } from '../organization/document.ts'
import type { Column, Values } from './column.ts'

/** 批文 of a row: four columns that stand together. */
export const documentColumns = {
  documentNumber: {
    title: '批准文号',
    aliases: ['文号', '设立文号', '批准文件号'],
    kind: 'text',
    most: 60,
    aboutChange: true,
    note: '例如 朝编发〔2024〕1号。',
    width: 20,
  },
  documentIssuer: {
    title: '批准机关',
    aliases: ['发文机关'],
    kind: 'text',
    most: 60,
    aboutChange: true,
    note: '文件的发文机关。',
    width: 18,
  },
  documentIssuedOn: {
    title: '发文日期',
    aliases: ['批准日期', '批准时间'],
    kind: 'date',
    aboutChange: true,
    note: '例如 2024-03-01。',
    width: 12,
  },
  documentTitle: {
    title: '文件标题',
    kind: 'text',
    aboutChange: true,
    note: '文件的标题。',
    width: 30,
  },
} as const satisfies Record<string, Column>

export type DocumentKey = keyof typeof documentColumns

export const documentKeys = Object.keys(documentColumns) as DocumentKey[]

/** The paper of a row, or the columns that are empty and must not be. */
export function documentOf(values: Values<DocumentKey>): DocumentDraft | DocumentKey[] {
  const { documentNumber, documentIssuer, documentIssuedOn, documentTitle } = values
  if (documentNumber && documentIssuer && documentIssuedOn && documentTitle) {
    return {
      number: documentNumber,
      issuer: documentIssuer,
      issuedOn: documentIssuedOn,
      title: documentTitle,
    }
  }
  return documentKeys.filter((key) => values[key] === null)
}

/** 期初建账: what the old papers do not say is filled by the opening itself. */
export function openingDocumentOf(values: Values<DocumentKey>, opensOn: IsoDate): DocumentDraft {
  return {
    number: values.documentNumber ?? '期初建账',
    issuer: values.documentIssuer ?? '期初建账',
    issuedOn: values.documentIssuedOn ?? opensOn,
    title: values.documentTitle ?? values.documentNumber ?? '期初建账登记',
  }
}
