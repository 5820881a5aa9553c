/** What is put behind the name of a bank in the name of a file of corrections. */
const correctionsSuffix = /\s*(待修正|needs correction)$/i

/** `某某题库 待修正(1).xlsx` → `某某题库`: what people call the same bank again. */
export function nameFromFile(fileName: string): string {
  const base = fileName.replace(/^.*[/\\]/, '').replace(/\.[A-Za-z0-9]{1,6}$/, '')
  const name = base
    .replace(/\s*[（(]\d+[)）]$/, '')
    .trim()
    .replace(correctionsSuffix, '')
    .slice(0, 60)
  return name || 'bank'
}
