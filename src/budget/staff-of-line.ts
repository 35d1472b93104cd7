/**
 * Whose codes a line takes: those of the project's staff; where the project bears all staff, 事业运行 (…50) and
 * 事业单位医疗 (2101102) tell the institution's part.
 */
export function staffOfLine(
  { functionCode }: { functionCode: string },
  projectStaff: string | undefined,
): string {
  if (projectStaff === 'administrative' || projectStaff === 'institution') return projectStaff
  return functionCode.endsWith('50') || functionCode === '2101102' ? 'institution' : 'administrative'
}
