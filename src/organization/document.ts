import type { IsoDate } from '../kernel/dates.ts'

/** 批文 as typed from its paper. */
export type DocumentDraft = { number: string; title: string; issuer: string; issuedOn: IsoDate }

export type ApprovalDocument = DocumentDraft & { id: string }
