import type { Child } from 'hono/jsx'
import type { Link } from '../src/http/viewpoint.ts'
import type { Viewpoint } from '../src/kernel/acting.ts'
import type { IsoDate } from '../src/kernel/dates.ts'
import { type Permission, roles } from '../src/kernel/permission.ts'
import { Navigation } from './navigation.tsx'
import { ViewpointBar } from './viewpoint-bar.tsx'

export type Crumb = { title: string; href?: string }

/** What every page needs to know of the request. */
export type Frame = {
  regionName: string
  isExample: boolean
  today: IsoDate
  viewpoint: Viewpoint
  link: Link
  path: string
  query: Record<string, string>
  user: { name: string; roles: readonly string[] } | null
  permissions: ReadonlySet<Permission>
  csrfToken: string
}

type LayoutProps = {
  frame: Frame
  title: string
  crumbs?: Crumb[]
  action?: Child
  dated?: boolean
  children?: Child
}

export function Layout({ frame, title, crumbs = [], action, dated = false, children }: LayoutProps) {
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="htmx-config" content={'{"includeIndicatorCSS":false,"defaultTimeout":120000}'} />
        <title>{`${title} · 编制通`}</title>
        <link rel="icon" href="/assets/logo.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/tabler.min.css" />
        <link rel="stylesheet" href="/assets/bianzhi.css" />
        <script src="/assets/htmx.min.js" defer />
        <script src="/assets/bianzhi.js" defer />
      </head>
      <body>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {frame.user === null ? null : <Navigation frame={frame} />}
        <div class="stage">
          {frame.user === null ? null : <TopBar frame={frame} title={title} crumbs={crumbs} />}
          {dated ? <ViewpointBar frame={frame} /> : null}
          <main id="main" tabindex={-1}>
            <header class="title">
              <h1>{title}</h1>
              {action === undefined ? null : <div class="title-action">{action}</div>}
            </header>
            {children}
          </main>
          <Footing frame={frame} dated={dated} />
        </div>
        <aside id="drawer" class="drawer" aria-label="说明" hidden />
      </body>
    </html>
  )
}

function TopBar({ frame, title, crumbs }: { frame: Frame; title: string; crumbs: Crumb[] }) {
  return (
    <header class="top">
      <nav aria-label="位置">
        <ol class="crumbs">
          <li>
            <a href={frame.link('/')}>{frame.regionName}</a>
          </li>
          {crumbs.map((crumb) => (
            <li>
              {crumb.href === undefined ? crumb.title : <a href={frame.link(crumb.href)}>{crumb.title}</a>}
            </li>
          ))}
          <li aria-current="page">{title}</li>
        </ol>
      </nav>
      <form class="search" role="search" method="post" action={frame.link('/search')}>
        <input type="hidden" name="csrf" value={frame.csrfToken} />
        <label class="hidden" for="search">
          搜索人员、机构、文号
        </label>
        <input
          id="search"
          name="q"
          type="search"
          placeholder="搜索人员、机构、文号（按 / 键）"
          autocomplete="off"
          maxlength={50}
        />
      </form>
      <div class="who">
        <a href="/help">帮助</a>
        <a href="/account">{frame.user?.name}</a>
        <span class="who-role">{frame.user?.roles.map(roleName).join('、')}</span>
        <form method="post" action="/sign-out">
          <input type="hidden" name="csrf" value={frame.csrfToken} />
          <button class="plain">退出</button>
        </form>
      </div>
    </header>
  )
}

/** Forms by GET drop the query of their address; these fields keep the 时点. */
export function KeptViewpoint({ frame }: { frame: Pick<Frame, 'viewpoint' | 'today'> }) {
  const { asOf, asKnownAt } = frame.viewpoint
  return (
    <>
      {asOf === frame.today ? null : <input type="hidden" name="asOf" value={asOf} />}
      {asKnownAt === null ? null : <input type="hidden" name="asKnownAt" value={asKnownAt.toISOString()} />}
    </>
  )
}

/** On paper: what, as of when, by whom; on screen only the note that the people are invented. */
function Footing({ frame, dated }: { frame: Frame; dated: boolean }) {
  return (
    <footer class="footing">
      {frame.isExample ? <p>示例数据，人员均为虚构。演示日期 {frame.today}。</p> : null}
      <p class="print-only">
        {frame.regionName}
        {dated ? `　时点：${frame.viewpoint.asOf}` : ''}
        {frame.user === null ? '' : `　打印：${frame.user.name}`}　{frame.today}
      </p>
    </footer>
  )
}

function roleName(role: string): string {
  return role in roles ? roles[role as keyof typeof roles] : role
}
