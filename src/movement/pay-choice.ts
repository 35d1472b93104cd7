import { isEstablishmentKind, staffOf } from '../establishment/establishment-kind.ts'

/** One line of the 工资档案 to choose: the pay item and the keys its standard knows on the day. */
export type PayChoice = {
  standardKind: string
  itemName: string
  options: { keys: string[]; label: string }[]
}

/** Which scheme pays a place of this kind. */
export function paySchemeOf(establishmentKind: string): string {
  if (establishmentKind === 'office-worker') return 'office-worker'
  const institution = isEstablishmentKind(establishmentKind) && staffOf(establishmentKind) === 'institution'
  return institution ? 'institution' : 'civil-servant'
}
