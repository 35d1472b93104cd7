import { optionalDate, optionalText, requiredDate, requiredText } from '../http/form.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
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

/** Where a paper may be missing: all four fields or none. */
export const optionalDocumentShape = {
  documentNumber: optionalText(60),
  documentIssuedOn: optionalDate(),
  documentIssuer: optionalText(60),
  documentTitle: optionalText(200),
}

export function optionalDocumentOfForm(
  form: {
    [Name in keyof DocumentForm]: string | null
  },
): Outcome<DocumentDraft | null> {
  const { documentNumber, documentIssuedOn, documentIssuer, documentTitle } = form
  const parts = { documentNumber, documentIssuedOn, documentIssuer, documentTitle }
  const missing = Object.entries(parts).filter(([, value]) => value === null)
  if (missing.length === Object.keys(parts).length) return done(null)
  if (
    documentNumber === null ||
    documentIssuedOn === null ||
    documentIssuer === null ||
    documentTitle === null
  ) {
    return refused(...missing.map(([field]) => ({ code: 'required' as const, field })))
  }
  return done(documentOfForm({ documentNumber, documentIssuedOn, documentIssuer, documentTitle }))
}
