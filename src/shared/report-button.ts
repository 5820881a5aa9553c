/** The data of the button 「题目有误」 under an answered question. At most 13 bytes. */
export function reportData(answerId: number): string {
  return `rp:${answerId}`
}
