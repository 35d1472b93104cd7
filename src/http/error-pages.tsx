import { ErrorPage, NoConnectionPage, NoRoomPage } from '../../views/error-page.tsx'
import { type Outage, outageOf } from '../database/outage.ts'
import type { Request } from './environment.ts'
import { loggable } from './loggable-error.ts'
import { respond } from './respond.tsx'

/** Not there, or not yours: the same answer, so that nothing is given away. */
export function notFoundPage(c: Request) {
  return respond(
    c,
    { title: '没有找到' },
    <ErrorPage says="没有找到这条记录，或者没有权限查看。" mend="请核对地址，或从左侧目录重新进入。" />,
    404,
  )
}

export function forbiddenPage(c: Request) {
  return respond(
    c,
    { title: '没有权限' },
    <ErrorPage says="当前角色没有这项权限，本次操作已记录。" mend="如工作需要，请联系安全管理员调整角色。" />,
    403,
  )
}

/**
 * What went wrong on our side, logged in full under the id and shown as one calm sentence: a full disk (507), a lost
 * database (503), or our own fault (500).
 */
export async function failurePage(c: Request, error: unknown) {
  const requestId = c.get('requestId')
  const { log, room } = c.get('services')
  log.error({ requestId, method: c.req.method, path: c.req.path, error: loggable(error) }, 'request failed')
  const outage = outageOf(error)
  // PostgreSQL without room for its log ends, and all that is seen of it is a lost connection.
  const noRoom = outage === 'no-room' || (outage !== null && (await room())?.state === 'none')
  if (noRoom && !mayHaveCommitted(c, outage)) {
    return respond(c, { title: '磁盘空间不足' }, <NoRoomPage requestId={requestId} />, 507)
  }
  if (outage !== null) {
    c.header('Retry-After', '10')
    const page = <NoConnectionPage requestId={requestId} begun={mayHaveCommitted(c, outage)} />
    return respond(c, { title: '数据库连接中断' }, page, 503)
  }
  return respond(
    c,
    { title: '系统出错' },
    <ErrorPage
      says={`系统没有完成这次操作，数据没有改变。错误编号 ${requestId}。`}
      mend="请稍后重试；如再次出现，请把错误编号告诉系统管理员。"
    />,
    500,
  )
}

/**
 * A connection that is lost while a change is being committed leaves open whether it was. Before anybody was found to
 * be acting, nothing had begun; a statement refused for want of room undid its transaction.
 */
function mayHaveCommitted(c: Request, outage: Outage | null): boolean {
  const changing = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
  return outage === 'no-connection' && changing && c.get('acting') !== undefined
}
