import type { DeskContent, OverEstablished } from '../../src/desk/desk.ts'
import type { Waiting } from '../../src/desk/waiting.ts'
import { establishmentKindName, isCounted } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Permission } from '../../src/kernel/permission.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import { stepName } from '../../src/movement/signature.ts'
import type { PositionSum } from '../../src/staffing/establishment-table.ts'
import { Count } from '../parts/figure.tsx'
import { SecondmentSection } from './secondment-desk.tsx'
import { VacancySection } from './vacancy-desk.tsx'

type DeskProps = DeskContent & { permissions: ReadonlySet<Permission>; link: Link }

/** 工作台: what waits for me, what I have sent on its way, how the district stands, what needs an eye. */
export function Desk(props: DeskProps) {
  const { tray, staffing, retirements, adjustments, permissions, link } = props
  return (
    <section id="desk">
      {tray === null ? null : <Tray {...tray} maySign={permissions.has('movement.sign')} link={link} />}
      <Counted title="机构改革" count={props.reforms} words="待我签批" href={link('/reforms')} />
      <Counted
        title="更正申请"
        count={props.applications}
        words="待受理"
        href={link('/person-applications')}
      />
      {props.vacancy === null ? null : <VacancySection vacancy={props.vacancy} link={link} />}
      {adjustments === null ? null : (
        <section>
          <h2>预算调整</h2>
          {adjustments === 0 ? (
            <p class="empty">没有待受理的预算调整。异动生效或按文件提出的调整在这里等候财政受理。</p>
          ) : (
            <p>
              <a href={link('/budget-adjustments', { state: 'open' })}>待受理 {adjustments} 件</a>
            </p>
          )}
        </section>
      )}
      {retirements === null ? null : (
        <section>
          <h2>到龄退休</h2>
          <p>
            <a href={link('/retirements')}>今后 12 个月 {retirements.due} 人</a>
            {retirements.overdue === 0 ? '' : `，其中已到龄未办理 ${retirements.overdue} 人`}
          </p>
        </section>
      )}
      {props.secondments === null ? null : (
        <SecondmentSection due={props.secondments} mayDraft={permissions.has('movement.draft')} link={link} />
      )}
      {staffing === null ? null : <Staffing staffing={staffing} link={link} />}
      {permissions.has('user.read') ? <Administration permissions={permissions} link={link} /> : null}
    </section>
  )
}

type CountedProps = { title: string; count: number | null; words: string; href: string }

/** Shown only while something waits. */
function Counted({ title, count, words, href }: CountedProps) {
  if (count === null || count === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <p>
        <a href={href}>
          {words} {count} 件
        </a>
      </p>
    </section>
  )
}

type TrayProps = { mine: Waiting[]; away: Waiting[]; maySign: boolean; link: Link }

function Tray({ mine, away, maySign, link }: TrayProps) {
  return (
    <section>
      <h2>待我办理</h2>
      {mine.length === 0 ? (
        <p class="empty">没有等候办理的异动。轮到本人签批时，异动列在这里，等候最久的在前。</p>
      ) : (
        <form method="get" action="/movements/signatures" aria-label="批量签批">
          <WaitingTable
            caption={`待我办理 ${mine.length} 件，等候最久的在前`}
            rows={mine}
            ticks={maySign && mine.length > 1}
            link={link}
          />
          {maySign && mine.length > 1 ? (
            <div class="buttons">
              <button class="plain">核对并批量签批</button>
              <span class="note">勾选几件，核对每件的变动后一次签批；每件各留签批记录。</span>
            </div>
          ) : null}
        </form>
      )}
      {away.length === 0 ? null : (
        <>
          <h2>我经办的</h2>
          <WaitingTable
            caption={`已提交、待他人签批 ${away.length} 件`}
            rows={away}
            ticks={false}
            link={link}
          />
        </>
      )}
    </section>
  )
}

type WaitingTableProps = { caption: string; rows: Waiting[]; ticks: boolean; link: Link }

function WaitingTable({ caption, rows, ticks, link }: WaitingTableProps) {
  return (
    <table class="register">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {ticks ? <th scope="col">签批</th> : null}
          <th scope="col">编号</th>
          <th scope="col">姓名</th>
          <th scope="col">种类</th>
          <th scope="col">生效日期</th>
          <th scope="col">等候环节</th>
          <th scope="col" class="number">
            已等（天）
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {ticks ? (
              <td>
                <input
                  type="checkbox"
                  name="id"
                  value={row.id}
                  aria-label={`签批 ${row.number} ${row.personName}`}
                />
              </td>
            ) : null}
            <th scope="row">
              <a href={link(`/movements/${row.id}`)}>{row.number}</a>
            </th>
            <td>{row.personName}</td>
            <td>
              {movementKindName(row.kind)}
              {row.correctsId === null ? null : <span class="tag">更正</span>}
            </td>
            <td>{row.effectiveOn}</td>
            <td>{row.waitsFor === null ? '' : stepName(row.waitsFor)}</td>
            <td class="number">
              <Count value={row.days} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Staffing({ staffing, link }: { staffing: NonNullable<DeskContent['staffing']>; link: Link }) {
  const { name, all, byKind, kinds, over } = staffing
  return (
    <div class="columns">
      <section>
        <h2>编制使用情况</h2>
        <table class="register">
          <caption>{name}（单位：名）</caption>
          <thead>
            <tr>
              <th scope="col">编制类型</th>
              {['核定', '实有', '已批未用', '空缺', '超编'].map((column) => (
                <th scope="col" class="number">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <KindLine
                name={
                  isCounted(kind)
                    ? establishmentKindName(kind)
                    : `${establishmentKindName(kind)}（不计入合计）`
                }
                sum={byKind.get(kind)}
              />
            ))}
          </tbody>
          <tfoot>
            <KindLine name="编制合计" sum={all} />
          </tfoot>
        </table>
        <p>
          <a href={link('/establishment')}>各单位使用情况</a>
        </p>
      </section>
      <section>
        <h2>超编</h2>
        {over.length === 0 ? <p class="empty">没有超编的单位。</p> : <OverTable over={over} link={link} />}
      </section>
    </div>
  )
}

function KindLine({ name, sum }: { name: string; sum: PositionSum | undefined }) {
  if (sum === undefined) return null
  return (
    <tr>
      <th scope="row">{name}</th>
      {[sum.approved, sum.occupied, sum.reserved].map((count) => (
        <td class="number">
          <Count value={count} />
        </td>
      ))}
      <td class="number">
        {sum.vacant === 0 ? '–' : <span class="vacant">{sum.vacant.toLocaleString('zh-CN')}</span>}
      </td>
      <td class="number">{sum.over === 0 ? '–' : <span class="over">{sum.over}</span>}</td>
    </tr>
  )
}

function OverTable({ over, link }: { over: OverEstablished[]; link: Link }) {
  return (
    <table class="register">
      <caption>实有人员多于核定编制（单位：名）</caption>
      <thead>
        <tr>
          <th scope="col">机构</th>
          <th scope="col">编制类型</th>
          <th scope="col" class="number">
            核定
          </th>
          <th scope="col" class="number">
            实有
          </th>
          <th scope="col" class="number">
            超编
          </th>
        </tr>
      </thead>
      <tbody>
        {over.map((row) => (
          <tr>
            <th scope="row">
              <a href={link(`/organizations/${row.organizationId}`)}>{row.name}</a>
            </th>
            <td>{establishmentKindName(row.establishmentKind)}</td>
            <td class="number">{row.approved}</td>
            <td class="number">{row.occupied}</td>
            <td class="number">
              <span class="over">{row.over}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Administration({ permissions, link }: { permissions: ReadonlySet<Permission>; link: Link }) {
  const entries = [
    { title: '用户', path: '/users', says: '账号、所属单位、停用与启用', needs: 'user.read' },
    { title: '权限', path: '/permissions', says: '角色、权限与页面对照表', needs: 'user.read' },
    { title: '审计', path: '/audit', says: '谁在何时从何处做了什么，链是否完整', needs: 'audit.read' },
  ] as const
  return (
    <section>
      <h2>系统管理</h2>
      <dl class="facts">
        {entries
          .filter(({ needs }) => permissions.has(needs))
          .map(({ title, path, says }) => (
            <>
              <dt>
                <a href={link(path)}>{title}</a>
              </dt>
              <dd class="wide">{says}</dd>
            </>
          ))}
      </dl>
    </section>
  )
}
