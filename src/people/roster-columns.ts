/** Which column of a roster holds what, whatever the office calls it. */

import type { Row, TableFile } from '../platform/tables.ts'

const rosterFields = ['badge', 'name', 'unit', 'post', 'category', 'title', 'reviewer'] as const
export type RosterField = (typeof rosterFields)[number]

/** The index of each column that was found. */
export type RosterColumns = Partial<Record<RosterField, number>>

const headings: Record<RosterField, Set<string>> = {
  badge: words(`警号 警员号 警员编号 警察编号 警官证号 警务编号 辅警号 辅警编号 人员编号 人员编码
    工号 职工号 员工编号 工作证号 编号
    badge badgeno badgenumber policeno policenumber officerid employeeid`),
  name: words(`姓名 名字 人员姓名 民警姓名 警员姓名 辅警姓名 真实姓名
    name fullname officername`),
  unit: words(`单位 所在单位 工作单位 所属单位 单位名称 单位全称 单位路径 部门 所在部门 所属部门
    部门名称 机构 所属机构 组织机构 组织
    unit unitpath department station organization organisation`),
  post: words('岗位 岗位名称 工作岗位 警种 岗位类别 从事工作 post position job'),
  category: words(`类别 人员类别 人员类型 人员性质 身份 身份类别 人员身份 编制 编制类别
    category type kind`),
  title: words(`职务 职务名称 行政职务 领导职务 现任职务 职位 角色 是否领导 领导
    title role rank leader`),
  reviewer: words('审题员 是否审题员 审题 题库审核 reviewer'),
}

/** Lists above a header are headlines and remarks; nobody writes more than this many. */
const headerWithin = 20

/**
 * Finds the header of a roster among the first rows of a sheet: names of people, and badge numbers
 * or units, but nothing that only a question bank has. Null where there is none.
 */
export function findHeader(rows: Row[]): { index: number; columns: RosterColumns } | null {
  for (const [index, row] of rows.slice(0, headerWithin).entries()) {
    if (row.cells.some(isOfBank)) continue
    const columns = readHeader(row.cells)
    if (columns.name === undefined) continue
    if (columns.badge !== undefined || columns.unit !== undefined) return { index, columns }
  }
  return null
}

/** Tells a roster from a question bank, by the headings of its columns. */
export function looksLikeRoster(tables: TableFile): boolean {
  return tables.sheets.some((sheet) => findHeader(sheet.rows) !== null)
}

/** Whether a heading is one that only question banks have. */
export function isOfBank(cell: string): boolean {
  return /题[目干型]|题$|答案|选项|解析|question|answer|option/i.test(cell) && cell.length < 20
}

/** The columns whose headings a row of cells holds. */
export function readHeader(cells: string[]): RosterColumns {
  const columns: RosterColumns = {}
  for (const [index, cell] of cells.entries()) {
    const heading = plain(cell)
    const field = rosterFields.find((name) => headings[name].has(heading))
    if (field && columns[field] === undefined) columns[field] = index
  }
  return columns
}

/** `警 号（必填）*` → `警号`. */
export function plain(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/[([【].*?[)\]】]/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}

function words(list: string): Set<string> {
  return new Set(list.split(/\s+/))
}
