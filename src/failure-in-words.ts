import { isDatabaseError, loggable } from './http/loggable-error.ts'

/**
 * What a command says when it could not go on: a refusal in its own words; an unknown failure of the database
 * without the values it was given, in full only when BIANZHI_DEBUG asks for it.
 */
export function failureInWords(error: unknown): string {
  if (process.env.BIANZHI_DEBUG) return JSON.stringify(loggable(error), null, 2)
  if (!isDatabaseError(error)) return error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '未知'
  return `数据库没有完成这次操作，数据没有改变（错误代码 ${code}）。设置环境变量 BIANZHI_DEBUG=1 再运行可看到详情。`
}
