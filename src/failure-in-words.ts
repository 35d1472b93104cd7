import { outageOf } from './database/outage.ts'
import { isDatabaseError, loggable } from './http/loggable-error.ts'
import { shown } from './kernel/shown.ts'

/**
 * What a command says when it could not go on: a refusal in its own words; an unknown failure of the database
 * without the values it was given, in full only when BIANZHI_DEBUG asks for it.
 */
export function failureInWords(error: unknown): string {
  if (process.env.BIANZHI_DEBUG) return JSON.stringify(loggable(error), null, 2)
  if (outageOf(error) === 'no-connection') {
    return '与数据库的连接中断，这次操作没有确认完成。请先查看磁盘空间和数据库是否正在运行，核对结果，再运行一次。'
  }
  if (!isDatabaseError(error))
    return fileInWords(error) ?? (error instanceof Error ? error.message : String(error))
  if (outageOf(error) === 'no-room') {
    return '数据目录所在的磁盘已满，数据没有改变。请清出空间（载入、导入和升级须有 1 GB 以上），再运行一次。'
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '未知'
  return `数据库没有完成这次操作，数据没有改变（错误代码 ${code}）。设置环境变量 BIANZHI_DEBUG=1 再运行可看到详情。`
}

const fileTroubles: Record<string, string> = {
  ENOENT: '不存在',
  EISDIR: '是文件夹，不是文件',
  ENOTDIR: '的上级不是文件夹',
  EACCES: '没有读写权限',
  EPERM: '没有读写权限',
  ENAMETOOLONG: '的名称过长',
  ENOSPC: '写不下，磁盘已满',
  EROFS: '在只读的磁盘上',
}

/** What the system says of a file; null for any other error. */
function fileInWords(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const trouble = fileTroubles[String(error.code)]
  // Reading what is open already, the system does not say which file it was.
  const file = 'path' in error ? `${shown(String(error.path))} ` : '所给的文件'
  return trouble === undefined ? null : `${file}${trouble}。请核对路径。`
}
