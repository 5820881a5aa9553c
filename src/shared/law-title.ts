/** A law's name as people say it: without 《》 and without 中华人民共和国 in front. */
export function lawTitle(law: string): string {
  return law.replace(/^《|》$/g, '').replace(/^中华人民共和国(?=.{2,}[法例定])/, '')
}
