/**
 * Words of which a rubric means one and a wrong answer says the other. The second pattern refutes
 * the first only when the answer does not say the first as well.
 */
const pairs: [right: RegExp, wrong: RegExp][] = [
  [/所内|看守所/, /(?:带出|带离|离开|提出)看守所|看守所(?:以外|之外|外)/],
  [/书面/, /口头/],
  [/同性|女工作人员|女性工作人员|女民警/, /异性|男民警|男警|男性工作人员/],
  [/立即|及时|当场|迅速/, /事后|过后|以后再|之后再|处理完|(?:[天日月]|小时|找不到|查不到|不成)再/],
  [/以内|不得超过|不超过/, /之后才|以后才/],
  [/从轻|减轻/, /从重|加重/],
  [/公开/, /不公开|秘密进行/],
]

/** Who decides, by level: an approval by the wrong level is not the approval the law asks for. */
const levels: [name: string, said: RegExp][] = [
  ['station', /派出所|所长|所领导|中队长|值班民警|办案民警|民警(?:自己|本人|自行)/],
  ['county', /县|区公安|公安分局|分局|公安局|公安机关负责人|局长/],
  ['city', /市级|设区的市|市公安局|市局|地市|公安局/],
  ['province', /省级|省公安厅|省厅|公安厅/],
  ['nation', /公安部|国务院/],
  ['procuratorate', /检察院|检察机关|检察长/],
  ['court', /法院|法官/],
]

/** Whether a passage of the answer names the opposite, or the wrong authority, of a rubric text. */
export function saysTheOpposite(point: string, passage: string): boolean {
  const opposite = pairs.some(
    ([right, wrong]) =>
      right.test(point) &&
      !wrong.test(point) &&
      wrong.test(passage) &&
      !right.test(passage.replace(wrong, '')),
  )
  return opposite || wrongLevel(point, passage)
}

function wrongLevel(point: string, passage: string): boolean {
  if (!/批准|决定|审批|同意|开具|负责人/.test(point)) return false
  const wanted = levelsIn(point)
  const named = levelsIn(passage)
  return wanted.length > 0 && named.length > 0 && !named.some((level) => wanted.includes(level))
}

function levelsIn(text: string): string[] {
  return levels.filter(([, said]) => said.test(text)).map(([name]) => name)
}
