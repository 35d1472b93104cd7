import { addDays, dateOf, type IsoDate, monthOf, yearOf } from '../kernel/dates.ts'
import type { MovementKind } from '../movement/movement-kind.ts'
import { ladderFor, standingAfter } from './career.ts'
import type { Writer } from './member.ts'
import { yearsOfService } from './member.ts'
import { newcomer, womenAmong } from './opening-staff.ts'
import { admit } from './person-acts.ts'
import type { DistrictState } from './position-state.ts'
import type { Grant } from './vacancy-grants.ts'

/** Everybody whom a grant planned for the month enters and uses up one of its places. */
export function enterByGrant(
  writer: Writer,
  state: DistrictState,
  grants: readonly Grant[],
  month: IsoDate,
): void {
  const { generator } = writer
  for (const grant of grants) {
    for (const planned of grant.entries) {
      if (planned !== month) continue
      const { position, wayIn, requestId } = grant
      const examined = wayIn === 'recruitment' || wayIn === 'hiring'
      const on = addDays(month, examined ? 0 : generator.whole({ least: 0, most: 27 }))
      const sketch = newcomer(generator, on, {
        ...(examined ? { least: 22, most: 30 } : { least: 27, most: 42 }),
        woman: womenAmong(position),
      })
      const ladder = ladderFor(position.unit, position.kind, generator)
      const standing = standingAfter(ladder, yearsOfService(sketch, on))
      const seat = { unit: position.unit, kind: position.kind, ladder, standing }
      const member = admit(writer, sketch, seat, {
        kind: wayIn,
        on,
        reason: reasons[wayIn] ?? '经批准进入',
        documentId: entryPaper(writer, wayIn, on),
        vacancyRequestId: requestId,
        ...(examined ? {} : { otherUnit: generator.pick(origins) }),
      })
      state.members.push(member)
      grant.used += 1
      position.reserved -= 1
      position.occupied += 1
    }
  }
}

const reasons: Partial<Record<MovementKind, string>> = {
  recruitment: '公务员考试录用',
  hiring: '事业单位公开招聘',
  'transfer-in': '因工作需要调入',
  'reassignment-in': '公务员转任',
  selection: '选调生分配',
  demobilization: '军队转业干部安置',
  'other-entry': '人才引进',
}

const origins = [
  '利州区有关单位',
  '旺苍县有关单位',
  '青川县有关单位',
  '剑阁县有关单位',
  '苍溪县有关单位',
  '市级有关单位',
]

function entryPaper({ documents }: Writer, wayIn: MovementKind, on: IsoDate): string {
  const year = yearOf(on)
  const title: Partial<Record<MovementKind, string>> = {
    recruitment: `关于录用${year}年度新考录公务员的通知`,
    hiring: `关于聘用${year}年公开招聘事业单位工作人员的通知`,
    demobilization: `关于${year}年军队转业干部安置的通知`,
    selection: `关于${year}年选调生分配的通知`,
  }
  const byOrganization = wayIn === 'recruitment' || wayIn === 'selection' || wayIn === 'reassignment-in'
  return documents.issue(`entry ${wayIn} ${on.slice(0, 7)}`, {
    series: byOrganization ? '朝委组' : '朝人社发',
    issuedOn: addDays(dateOf(year, monthOf(on), 1), -14),
    title: title[wayIn] ?? `关于${year}年${monthOf(on)}月人员调入的通知`,
    issuer: byOrganization ? '中共朝天区委组织部' : '朝天区人力资源和社会保障局',
  })
}
