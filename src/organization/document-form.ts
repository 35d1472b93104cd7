import { requiredDate, requiredText } from '../http/form.ts'
import type { DocumentDraft } from './document.ts'

/** The fields of a 批文 in a form; names as in views/parts/document-fields.tsx. */
export const documentShape = {
  documentNumber: requiredText(60),
  documentIssuedOn: requiredDate(),
  documentIssuer: requiredText(60),
  documentTitle: requiredText(200),
}

type DocumentForm = {
  documentNumber: string
  documentIssuedOn: string
  documentIssuer: string
  documentTitle: string
}

export function documentOfForm(form: DocumentForm): DocumentDraft {
  return {
    number: form.documentNumber,
    issuedOn: form.documentIssuedOn,
    issuer: form.documentIssuer,
    title: form.documentTitle,
  }
}

/** The same backwards: a form that begins with a known paper. */
export function typedDocument(document: DocumentDraft): Record<keyof DocumentForm, string> {
  return {
    documentNumber: document.number,
    documentIssuedOn: document.issuedOn,
    documentIssuer: document.issuer,
    documentTitle: document.title,
  }
}
