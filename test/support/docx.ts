import { storedZip } from './zip.ts'

const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** A Word file of these blocks, which are XML. */
export function docx(...blocks: string[]): Uint8Array {
  const body = `<w:body>${blocks.join('')}</w:body>`
  return storedZip({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document xmlns:w="${namespace}">${body}</w:document>`,
  })
}

/** A paragraph; each `\n` is a line break. */
export function paragraph(text: string): string {
  const runs = text.split('\n').map((line) => `<w:r><w:t>${line}</w:t></w:r>`)
  return `<w:p>${runs.join('<w:r><w:br/></w:r>')}</w:p>`
}

/** A table of these rows of cells. */
export function table(...rows: string[][]): string {
  const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`
  const row = (cells: string[]) => `<w:tr>${cells.map(cell).join('')}</w:tr>`
  return `<w:tbl>${rows.map(row).join('')}</w:tbl>`
}
