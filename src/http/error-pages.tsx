import { ErrorPage } from '../../views/error-page.tsx'
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

/** Our own fault: logged in full under the id, shown as one calm sentence. */
export function failurePage(c: Request, error: unknown) {
  const requestId = c.get('requestId')
  c.get('services').log.error(
    { requestId, method: c.req.method, path: c.req.path, error: loggable(error) },
    'request failed',
  )
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
