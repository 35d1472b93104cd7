import {
  compareEstablishmentKinds,
  establishmentKindName,
} from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import { type StaffingBalance, type StaffingEvent, ties } from '../../src/movement/staffing-change.ts'
import { Count } from '../parts/figure.tsx'

type StaffingChangesProps = {
  unitName: string
  asked: { unit: string; from: string; to: string }
  balances: readonly StaffingBalance[]
  events: readonly StaffingEvent[]
  names: ReadonlyMap<string, string>
  hint: string | null
  link: Link
}

/** 增减变动: two days compared, kind by kind, and who made the difference. */
export function StaffingChanges({
  unitName,
  asked,
  balances,
  events,
  names,
  hint,
  link,
}: StaffingChangesProps) {
  const rows = [...balances].sort((a, b) =>
    compareEstablishmentKinds(a.establishmentKind, b.establishmentKind),
  )
  return (
    <section id="staffing-changes">
      <form class="filters" method="get" action="/movements/balance" aria-label="选择机构和日期">
        <label for="unit">机构</label>
        <input
          id="unit"
          name="unit"
          value={asked.unit}
          size={24}
          maxlength={100}
          placeholder="全称、简称、首字母或编码"
        />
        <label for="from">自</label>
        <input id="from" name="from" value={asked.from} size={11} maxlength={12} />
        <label for="to">至</label>
        <input id="to" name="to" value={asked.to} size={11} maxlength={12} />
        <button class="plain">查看</button>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </form>
      {hint === null ? null : <p class="warning">{hint}</p>}
      {rows.length === 0 ? (
        <p class="empty">这段时间没有在编人员。请换一个机构或日期。</p>
      ) : (
        <table class="register">
          <caption>
            {unitName} {asked.from} 日终至 {asked.to} 日终人员增减（单位：名）
          </caption>
          <thead>
            <tr>
              <th scope="col">编制类型</th>
              {['期初', '增加', '减少', '期末'].map((title) => (
                <th scope="col" class="number">
                  {title}
                </th>
              ))}
              <th scope="col">勾稽</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((balance) => (
              <tr>
                <th scope="row">{establishmentKindName(balance.establishmentKind)}</th>
                {[balance.opening, balance.entered, balance.left, balance.closing].map((value) => (
                  <td class="number">
                    <Count value={value} />
                  </td>
                ))}
                <td>
                  {ties(balance) ? (
                    '期初＋增加－减少＝期末'
                  ) : (
                    <span class="over">不平，请告知系统管理员</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {events.length === 0 ? null : (
        <table class="register">
          <caption>变动人员，共 {events.length.toLocaleString('zh-CN')} 人次</caption>
          <thead>
            <tr>
              {['日期', '姓名', '方向', '机构', '编制类型', '异动'].map((title) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr>
                <td>{event.on}</td>
                <td>
                  <a href={link(`/people/${event.personId}`)}>{event.personName}</a>
                </td>
                <td>{{ in: '增加', out: '减少', within: '内部变动' }[event.direction]}</td>
                <td>{names.get(event.organizationId) ?? ''}</td>
                <td>{establishmentKindName(event.establishmentKind)}</td>
                <td>
                  {event.movementId === null ? (
                    '期初登记'
                  ) : (
                    <a href={link(`/movements/${event.movementId}`)}>
                      {movementKindName(event.movementKind ?? '')} {event.movementNumber}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
