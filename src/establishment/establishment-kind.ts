/** 编制类型, in the order every table shows them. Source: standards, headcount types of this district. */
export const establishmentKinds = {
  administrative: '行政编制',
  'political-legal': '政法专项编制',
  'civil-service-institution': '参公编制',
  institution: '事业编制',
  'office-worker': '机关工勤编制',
  'office-use-institution': '机关使用事业编制',
  filed: '备案人员总量',
} as const

export type EstablishmentKind = keyof typeof establishmentKinds

/** Whose pay and codes a place belongs to: 行政类 or 事业类. */
export type Staff = 'administrative' | 'institution'

/** In the order of display. */
export const establishmentKindOrder = Object.keys(establishmentKinds) as EstablishmentKind[]

export function isEstablishmentKind(text: string): text is EstablishmentKind {
  return Object.hasOwn(establishmentKinds, text)
}

/** 行政编制 …; a kind of a later version of the table is shown as it stands. */
export function establishmentKindName(kind: string): string {
  return isEstablishmentKind(kind) ? establishmentKinds[kind] : kind
}

/** 备案人员总量 is kept and checked like the others, and is not counted in any sum of 编制. */
export function isCounted(kind: string): boolean {
  return kind !== 'filed'
}

export function staffOf(kind: EstablishmentKind): Staff {
  return kind === 'institution' || kind === 'office-use-institution' || kind === 'filed'
    ? 'institution'
    : 'administrative'
}

/** For sorting rows by kind in the order of display. */
export function compareEstablishmentKinds(a: string, b: string): number {
  return placeOf(a) - placeOf(b)
}

function placeOf(kind: string): number {
  return isEstablishmentKind(kind) ? establishmentKindOrder.indexOf(kind) : establishmentKindOrder.length
}
