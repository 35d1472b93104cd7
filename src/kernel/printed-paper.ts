/** A printed paper as data, composed once: the page prints it, and it is written as .docx, both from this alone. */
export type PrintedPaper = {
  /** 入编通知单 */
  title: string
  /** after 编号： */
  number: string
  /** why the paper is no longer good; says so on the screen, the print and in the file */
  warning: string | null
  blocks: readonly PaperBlock[]
}

export type PaperBlock =
  /** whom it is for, flush left */
  | { kind: 'addressee'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'facts'; rows: readonly PaperFact[] }
  | { kind: 'amounts'; columns: readonly string[]; rows: readonly (readonly string[])[]; total: string }
  /** who issues it and on which day, to the right */
  | { kind: 'issuer'; lines: readonly string[] }
  /** who signed, to the right and smaller */
  | { kind: 'signers'; text: string }
  /** 抄送 */
  | { kind: 'copies'; text: string }

/** A row of the form: what is asked, what stands there, and under it who wrote it and when. */
export type PaperFact = { name: string; text: string; signer?: string }

/** The office that issues a paper, and the day in words. */
export function issuer(regionName: string, dayInWords: string): PaperBlock {
  return { kind: 'issuer', lines: [`${regionName.replace(/（.*）$/, '')}委机构编制委员会办公室`, dayInWords] }
}
