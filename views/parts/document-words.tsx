import type { IsoDate } from '../../src/kernel/dates.ts'

type Paper = { number: string; title: string; issuer: string; issuedOn: IsoDate }

/** 批文 in one line: 朝编发〔2023〕1号　关于…（区委编委 2023-01-01）. Nothing when there is none. */
export function DocumentWords({ document }: { document: Paper | null }) {
  if (document === null) return null
  return (
    <>
      {document.number} <span title={`${document.issuer} ${document.issuedOn}`}>{document.title}</span>
    </>
  )
}
