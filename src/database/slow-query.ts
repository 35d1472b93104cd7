import type { Interceptor } from './statement-interceptor.ts'

/** A statement that took long: its text as the program wrote it, never its values. */
export type SlowQuery = { text: string; milliseconds: number }

const usualMilliseconds = 500

/** From how many milliseconds on a statement is logged as slow. */
export function slowQueryLimit({ BIANZHI_SLOW_QUERY: text }: { BIANZHI_SLOW_QUERY?: string }): number {
  if (text === undefined || text === '') return usualMilliseconds
  if (!/^\d{1,9}$/.test(text)) throw new Error(`BIANZHI_SLOW_QUERY 应为毫秒数，例如 500，收到的是 ${text}`)
  return Number.parseInt(text, 10)
}

/**
 * Tells of each statement that took at least so many milliseconds, waiting for a free connection included.
 * Statements that are read through a cursor go another way.
 */
export function watching(atLeastMilliseconds: number, tell: (slow: SlowQuery) => void): Interceptor {
  return (send, ...statement) => {
    const began = performance.now()
    const query = send(...statement)
    const ended = () => {
      const milliseconds = Math.round(performance.now() - began)
      if (milliseconds >= atLeastMilliseconds) tell({ text: statement[0], milliseconds })
    }
    query.then(ended, ended)
    return query
  }
}
