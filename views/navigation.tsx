import type { Permission } from '../src/kernel/permission.ts'
import type { Frame } from './layout.tsx'

type Entry = { title: string; path: string; needs: Permission }
type Group = { title: string; entries: Entry[] }

/** In the order of the work; what a role may not open is not shown. */
const groups: Group[] = [
  { title: '工作台', entries: [{ title: '工作台', path: '/', needs: 'desk.read' }] },
  {
    title: '机构',
    entries: [
      { title: '机构', path: '/organizations', needs: 'organization.read' },
      { title: '机构改革', path: '/reforms', needs: 'organization.read' },
      { title: '批文', path: '/documents', needs: 'organization.read' },
    ],
  },
  {
    title: '编制',
    entries: [
      { title: '核定台账', path: '/headcounts', needs: 'establishment.read' },
      { title: '周转编制', path: '/headcount-loans', needs: 'establishment.read' },
      { title: '使用情况', path: '/establishment', needs: 'establishment.read' },
      { title: '领导职数', path: '/leadership-posts', needs: 'establishment.read' },
      { title: '职级职数', path: '/rank-quotas', needs: 'establishment.read' },
      { title: '用编计划', path: '/vacancy-plans', needs: 'establishment.read' },
      { title: '用编申请', path: '/vacancy-requests', needs: 'establishment.read' },
      { title: '特批及预警', path: '/entry-overrides', needs: 'establishment.read' },
      { title: '控制方式', path: '/establishment-controls', needs: 'establishment.read' },
      { title: '机构编制统计', path: '/statistics', needs: 'establishment.read' },
    ],
  },
  {
    title: '人员',
    entries: [
      { title: '花名册', path: '/people', needs: 'person.read' },
      { title: '异动', path: '/movements', needs: 'movement.read' },
      { title: '增减变动', path: '/staffing-changes', needs: 'movement.read' },
      { title: '借调', path: '/secondments', needs: 'person.read' },
      { title: '更正申请', path: '/person-applications', needs: 'person.apply' },
      { title: '到龄退休', path: '/retirements', needs: 'person.read' },
    ],
  },
  {
    title: '经费',
    entries: [
      { title: '工资标准', path: '/wage-standards', needs: 'pay.read' },
      { title: '人员经费', path: '/personnel-cost', needs: 'pay.read' },
      { title: '预算', path: '/budget-lines', needs: 'budget.read' },
      { title: '调整', path: '/budget-adjustments', needs: 'budget.read' },
      { title: '支出', path: '/expenditures', needs: 'budget.read' },
    ],
  },
  { title: '决算', entries: [{ title: '报告', path: '/reports', needs: 'report.read' }] },
  {
    title: '系统',
    entries: [
      { title: '数据交换', path: '/exchange', needs: 'exchange.read' },
      { title: '用户', path: '/users', needs: 'user.read' },
      { title: '权限', path: '/permissions', needs: 'user.read' },
      { title: '审计', path: '/audit', needs: 'audit.read' },
      { title: '备份', path: '/backups', needs: 'system.read' },
      { title: '系统状态', path: '/system-status', needs: 'system.read' },
    ],
  },
]

export function Navigation({ frame }: { frame: Frame }) {
  const shown = groups
    .map(({ title, entries }) => ({
      title,
      entries: entries.filter(({ needs }) => frame.permissions.has(needs)),
    }))
    .filter(({ entries }) => entries.length > 0)
  return (
    <nav class="side" aria-label="目录">
      <a class="brand" href={frame.link('/')}>
        <img src="/assets/logo.svg" alt="编制" width="36" height="36" />
        <span>编制通</span>
      </a>
      {shown.map(({ title, entries }) => (
        <section>
          {entries.length === 1 && entries[0]?.title === title ? null : <h2>{title}</h2>}
          <ul>
            {entries.map((entry) => (
              <li>
                <a
                  href={frame.link(entry.path)}
                  aria-current={isHere(frame.path, entry.path) ? 'page' : undefined}
                >
                  {entry.title}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

function isHere(path: string, entry: string): boolean {
  return entry === '/' ? path === '/' : path === entry || path.startsWith(`${entry}/`)
}
