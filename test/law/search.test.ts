import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { commandWorld } from '../../src/command-world.ts'
import { executeCommand } from '../../src/commands.ts'
import { readConfig } from '../../src/config.ts'
import { searchLaw } from '../../src/law/search-law.ts'
import { findNamedLaws } from '../../src/law/search/cited-articles.ts'
import { undoLawImport } from '../../src/law/undo-law-import.ts'
import { createLog } from '../../src/platform/log.ts'
import { connectTelegram } from '../../src/platform/telegram.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import {
  now,
  publicOrder2012,
  publicOrder2025,
  sampleLaw,
  settings,
  smallLaw,
  take,
} from './law-fixture.ts'

let database: FreshDatabase
let cwd: string

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'chenxun-law-'))
  database = await freshDatabase()
  await take(database.db, publicOrder2012)
  await take(database.db, publicOrder2025)
  await take(database.db, '中华人民共和国道路交通安全法_20210429.txt')
})
afterAll(async () => {
  await database.destroy()
  rmSync(cwd, { recursive: true, force: true })
})

const search = (question: string, more: { at?: string; limit?: number } = {}) =>
  searchLaw({ db: database.db, now, settings }, { question, ...more })

describe('searching the laws', () => {
  it('gives the article that a question cites first, with score 1', async () => {
    for (const question of [
      '《治安管理处罚法》第八十三条',
      '治安法第83条规定了什么',
      '中华人民共和国治安管理处罚法（2025年修订）第八十三条第一款',
    ]) {
      const [first] = await search(question)
      expect(first).toMatchObject({ article: '第八十三条', version: '2025-06-27', score: 1 })
    }
    const two = await search('治安法第三条和第十三条', { limit: 2 })
    expect(two.map(({ article }) => article)).toEqual(['第三条', '第十三条'])
    const [only] = await search('治安法第三条')
    expect(only).toMatchObject({ article: '第三条', score: 1 })
  })

  it('answers from the texts in force on the day and from no other', async () => {
    const before = await search('殴打他人怎么处罚', { at: '2025-12-31', limit: 10 })
    expect(before.map(({ version }) => version)).not.toContain('2025-06-27')
    expect(before[0]).toMatchObject({ article: '第四十三条', until: '2025-12-31' })
    const today = await search('殴打他人怎么处罚')
    expect(today[0]).toMatchObject({ article: '第五十一条', version: '2025-06-27' })
    expect(await search('殴打他人怎么处罚', { at: '1999-01-01' })).toEqual([])
  })

  it('finds the words of the law for everyday ones', async () => {
    const found = async (question: string) =>
      (await search(question)).map(({ article, law }) => `${law.slice(-7)}${article}`)
    expect(await found('喝酒开车怎么罚')).toContain('道路交通安全法第九十一条')
    expect(await found('两个人打架怎么罚')).toContain('治安管理处罚法第五十一条')
    expect(await found('偷东西会拘留几天')).toContain('治安管理处罚法第五十八条')
  })

  it('notices a law that came in or went meanwhile', async () => {
    const question = '养猫登记'
    const text = smallLaw('云州市养猫办法', ['养猫应当登记。', '乙。', '丙。'])
    const { importId } = await take(database.db, 'a.txt', text)
    expect((await search(question))[0]).toMatchObject({ law: '云州市养猫办法' })
    await undoLawImport({ db: database.db, now }, { importId, by: null })
    const laws = (await search(question)).map(({ law }) => law)
    expect(laws).not.toContain('云州市养猫办法')
  })
})

describe('the laws a question names', () => {
  const laws = [
    { id: 1, name: '中华人民共和国道路交通安全法', aliases: ['道路交通安全法', '道交法'] },
    { id: 2, name: '中华人民共和国道路交通安全法实施条例', aliases: ['道交法实施条例'] },
  ]
  const named = (question: string) =>
    findNamedLaws(question, laws).map(({ lawId, citations }) => [
      lawId,
      citations.map(({ number }) => number),
    ])

  it('are told apart where one name is within another', () => {
    expect(named('道交法实施条例第38条和道交法第九十一条')).toEqual([
      [2, ['38']],
      [1, ['91']],
    ])
  })

  it('have only the articles that follow the name', () => {
    expect(named('根据《道路交通安全法》，罚款适用第几条？如同本规定第三条')).toEqual([[1, []]])
    expect(named('道路交通安全法第90条、第九十一条第二款')).toEqual([[1, ['90', '91']]])
  })
})

describe('the law commands', () => {
  const run = async (...words: string[]) => {
    const config = readConfig({ DATA_DIR: cwd })
    const texts = loadTexts()
    const deps = {
      db: database.db,
      now,
      settings: config,
      texts,
      log: createLog('fatal'),
      telegram: connectTelegram('', 'http://localhost'),
      llm: null,
      embedder: null,
    }
    const world = commandWorld(() => config, texts('zh-CN'))
    return await executeCommand(words, { ...world, cwd, deps: () => Promise.resolve(deps) })
  }

  it('take several files in, print what was read and refuse by name what cannot go in', async () => {
    const name = '中华人民共和国反家庭暴力法_20151227.txt'
    writeFileSync(join(cwd, name), sampleLaw(name))
    writeFileSync(join(cwd, 'again.txt'), sampleLaw(publicOrder2025))
    writeFileSync(join(cwd, 'letter.txt'), '您好，请查收。')
    const done = await run('law', 'import', name, 'again.txt', 'letter.txt')
    expect(done.exitCode).toBe(1)
    expect(done.stdout).toContain(
      '《中华人民共和国反家庭暴力法》2015-12-27 版本，38 条，2016-03-01 起生效',
    )
    expect(done.stderr).toContain('again.txt: 《中华人民共和国治安管理处罚法》的这个文本已在库中')
    expect(done.stderr).toContain('letter.txt: 文件里没有读到法律条文')
  })

  it('ask for a first day in force where a text has no date at all', async () => {
    writeFileSync(
      join(cwd, 'fish.txt'),
      smallLaw('云州市养鱼办法', ['甲。', '乙。', '丙。'], '试行'),
    )
    expect((await run('law', 'import', 'fish.txt')).stderr).toContain('--in-force')
    expect((await run('law', 'import', 'fish.txt', '--in-force', '明天')).exitCode).toBe(1)
    const done = await run('law', 'import', 'fish.txt', '--in-force', '2026-03-01', '--json')
    expect(done.exitCode).toBe(0)
    expect(JSON.parse(done.stdout)).toEqual({
      imported: [
        {
          file: 'fish.txt',
          law: '云州市养鱼办法',
          version: '2026-03-01',
          inForce: '2026-03-01',
          articles: 3,
          questions: { stopped: 0, renumbered: 0, planned: null },
        },
      ],
      refused: [],
      problems: [],
    })
  })

  it('search with the fields that scripts rely on', async () => {
    const done = await run('law', 'search', '治安法第十条', '--limit', '2', '--json')
    const hits = JSON.parse(done.stdout) as Record<string, unknown>[]
    expect(hits).toHaveLength(2)
    expect(Object.keys(hits[0] ?? {})).toEqual([
      'law',
      'version',
      'article',
      'inForce',
      'score',
      'text',
    ])
    const old = await run('law', 'search', '治安法第十条', '--at', '2025-01-01', '--json')
    expect(JSON.parse(old.stdout)).toMatchObject([
      { version: '2012-10-26', article: '第十条' },
      {},
      {},
      {},
      {},
    ])
    expect((await run('law', 'search', 'x', '--limit', '0')).exitCode).toBe(1)
  })
})
