import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { openingOf } from './opening.store.ts'
import { openingProblem } from './opening.ts'
import { type PreparedImport, prepareImport } from './prepare-import.ts'
import { mostCells, type Subject } from './subject.ts'
import { readUploadedSheets } from './uploaded-sheet.ts'

/** A file on its way in. */
export type ImportFile = {
  subject: Subject
  bytes: Buffer
  fileName: string
  /** 期初日; null: everyday work */
  opensOn: IsoDate | null
}

/** 预览: what the file says and what would be written. Writes nothing; problems of the whole file stand at `file`. */
export async function previewImport(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  { subject, bytes, fileName, opensOn }: ImportFile,
): Promise<Outcome<PreparedImport>> {
  const opening = await openingOf(db, acting.regionCode)
  if (opensOn !== null) {
    const problem = openingProblem(opening, { opensOn, today: acting.today, field: 'opensOn' })
    if (problem !== null) return refused(problem)
  } else if (opening.state === 'open') {
    const because = `正在以 ${opening.opensOn} 为期初日建账，日常导入在启用后办理。请按期初数据导入，或先启用。`
    return refused({ code: 'refused', field: 'file', because })
  }
  const most = opensOn === null ? mostCells.everyday : mostCells.opening
  const sheets = await readUploadedSheets(bytes, { fileName, field: 'file', mostCells: most })
  if (!sheets.done) return sheets
  const prepared = await prepareImport(subject, { db, cipher, acting, sheets: sheets.value, opensOn })
  return prepared.done ? done(prepared.value) : prepared
}
