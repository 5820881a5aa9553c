import { readFileSync } from 'node:fs'

import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'

const file = new URL('../../assets/demo-roster.csv', import.meta.url)
const text = readFileSync(file, 'utf8')
const { data, errors, meta } = Papa.parse<Record<string, string>>(text, {
  header: true,
  skipEmptyLines: true,
})
const people = data.map((row) => ({
  badge: row['警号'] ?? '',
  name: row['姓名'] ?? '',
  unit: row['单位'] ?? '',
  post: row['岗位'] ?? '',
  category: row['类别'] ?? '',
  duty: row['职务'] ?? '',
}))
const units = [...new Set(people.map((p) => p.unit))]
const depth = (unit: string) => unit.split('/').length

describe('the demo roster', () => {
  it('reads as a table of sixty people with different names and badge numbers', () => {
    expect(errors).toEqual([])
    expect(meta.fields).toEqual(['警号', '姓名', '单位', '岗位', '类别', '职务'])
    expect(people).toHaveLength(60)
    expect(new Set(people.map((p) => p.name)).size).toBe(60)
    expect(new Set(people.map((p) => p.badge)).size).toBe(60)
    expect(people.filter((p) => !/^[1-9]\d{5}$/.test(p.badge))).toEqual([])
  })

  it('shows one city, three counties and nine stations, each under its parent', () => {
    expect(units.filter((u) => depth(u) === 1)).toHaveLength(1)
    expect(units.filter((u) => depth(u) === 2)).toHaveLength(3)
    expect(units.filter((u) => depth(u) === 3)).toHaveLength(9)
    const orphans = units.filter((u) => u.includes('/') && !units.includes(parentOf(u)))
    expect(orphans).toEqual([])
  })

  it('gives every unit one leader and every station five to seven people', () => {
    for (const unit of units) {
      const staff = people.filter((p) => p.unit === unit)
      expect(staff.filter((p) => p.duty === '领导').map((p) => p.category)).toEqual(['民警'])
      expect(staff.length).toBeLessThanOrEqual(7)
      expect(staff.length).toBeGreaterThanOrEqual(depth(unit) === 3 ? 5 : 2)
    }
  })

  it('knows only officers and auxiliaries, and a post for everyone', () => {
    expect(new Set(people.map((p) => p.category))).toEqual(new Set(['民警', '辅警']))
    expect(new Set(people.map((p) => p.duty))).toEqual(new Set(['领导', '']))
    expect(people.filter((p) => p.post === '')).toEqual([])
  })
})

function parentOf(unit: string): string {
  return unit.slice(0, unit.lastIndexOf('/'))
}
