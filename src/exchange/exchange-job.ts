import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { ComparedRow } from './difference.ts'
import type { RefusedCell } from './imported-table.ts'

/** 读取、待应用、应用、已应用、被拒绝、已取消、中断 */
export const jobStates = {
  reading: '正在读取',
  previewed: '待应用',
  applying: '正在应用',
  applied: '已应用',
  refused: '未能读取',
  cancelled: '已取消',
  failed: '处理中断',
} as const

export type JobState = keyof typeof jobStates

/** 导入任务 without its file. */
export type ExchangeJob = {
  id: string
  subject: string
  fileName: string
  opensOn: IsoDate | null
  state: JobState
  digest: string | null
  done: number
  total: number
  counts: Record<string, number>
  recordedAt: Date
  recordedByName: string | null
  recordedBy: string
}

/** What the page of a job shows; kept as ciphertext while the job lives. */
export type JobPreview = {
  problems: Problem[]
  /** as many of each state as a page can show */
  rows: ComparedRow[]
  refused: RefusedCell[]
  unknownTitles: string[]
  warnings: string[]
  overEstablished: boolean
}

export const mostShownRows = 500

/** May the file still be applied or cancelled? */
export function isOpen({ state }: Pick<ExchangeJob, 'state'>): boolean {
  return state === 'previewed' || state === 'refused' || state === 'failed'
}

export function isRunning({ state }: Pick<ExchangeJob, 'state'>): boolean {
  return state === 'reading' || state === 'applying'
}
