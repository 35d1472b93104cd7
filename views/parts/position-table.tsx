import {
  compareEstablishmentKinds,
  establishmentKindName,
  isCounted,
} from '../../src/establishment/establishment-kind.ts'
import { type EstablishmentPosition, vacancies } from '../../src/establishment/vacancy.ts'
import { Count, Vacancies } from './figure.tsx'

export type KindPosition = EstablishmentPosition & { establishmentKind: string }

type PositionTableProps = {
  caption: string
  positions: readonly KindPosition[]
  /** Where a figure of a kind opens; null when it opens nothing. */
  approvedHref?: (kind: string) => string
  occupiedHref?: (kind: string) => string
  reservedHref?: (kind: string) => string
}

/** 核定、实有、已批未用、冻结、空缺 by kind; 备案人员总量 stands under the sum and is not in it. */
export function PositionTable({ caption, positions, ...hrefs }: PositionTableProps) {
  const byKind = [...positions].sort((a, b) =>
    compareEstablishmentKinds(a.establishmentKind, b.establishmentKind),
  )
  const counted = byKind.filter(({ establishmentKind }) => isCounted(establishmentKind))
  const beside = byKind.filter(({ establishmentKind }) => !isCounted(establishmentKind))
  return (
    <table class="register">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">编制类型</th>
          {['核定', '实有', '已批未用', '冻结', '空缺'].map((title) => (
            <th scope="col" class="number">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counted.map((position) => (
          <PositionRow position={position} {...hrefs} />
        ))}
        {beside.map((position) => (
          <PositionRow position={position} {...hrefs} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{beside.length === 0 ? '合计' : '合计（不含备案人员总量）'}</th>
          <Figures position={summed(counted)} />
        </tr>
      </tfoot>
    </table>
  )
}

/** The sum over rows, kind by kind, of several organizations. */
export function positionsByKind(rows: readonly KindPosition[]): KindPosition[] {
  const kinds = [...new Set(rows.map(({ establishmentKind }) => establishmentKind))]
  return kinds.map((establishmentKind) => ({
    establishmentKind,
    ...summed(rows.filter((row) => row.establishmentKind === establishmentKind)),
  }))
}

export function summed(rows: readonly EstablishmentPosition[]): EstablishmentPosition {
  return rows.reduce(
    (total, row) => ({
      approved: total.approved + row.approved,
      occupied: total.occupied + row.occupied,
      reserved: total.reserved + row.reserved,
      frozen: total.frozen + row.frozen,
    }),
    { approved: 0, occupied: 0, reserved: 0, frozen: 0 },
  )
}

type RowProps = Omit<PositionTableProps, 'caption' | 'positions'> & { position: KindPosition }

function PositionRow({ position, approvedHref, occupiedHref, reservedHref }: RowProps) {
  const { establishmentKind } = position
  return (
    <tr>
      <th scope="row">{establishmentKindName(establishmentKind)}</th>
      <Figures
        position={position}
        approved={approvedHref?.(establishmentKind)}
        occupied={occupiedHref?.(establishmentKind)}
        reserved={reservedHref?.(establishmentKind)}
      />
    </tr>
  )
}

type FiguresProps = {
  position: EstablishmentPosition
  approved?: string | undefined
  occupied?: string | undefined
  reserved?: string | undefined
}

function Figures({ position, approved, occupied, reserved }: FiguresProps) {
  return (
    <>
      <td class="number">
        <Count value={position.approved} href={approved} />
      </td>
      <td class="number">
        <Count value={position.occupied} href={occupied} />
      </td>
      <td class="number">
        <Count value={position.reserved} href={reserved} />
      </td>
      <td class="number">
        <Count value={position.frozen} />
      </td>
      <td class="number">
        <Vacancies value={vacancies(position)} />
      </td>
    </>
  )
}
