import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cancelLawImport } from '../../src/law/cancel-law-import.ts'
import { checkBases } from '../../src/law/check-bases.ts'
import { confirmLawImport } from '../../src/law/confirm-law-import.ts'
import { findArticle, findArticleText } from '../../src/law/find-article.ts'
import { setImportInForce } from '../../src/law/set-import-in-force.ts'
import { undoLawImport } from '../../src/law/undo-law-import.ts'
import { viewLawImport } from '../../src/law/view-law-import.ts'
import type { Basis } from '../../src/shared/question.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import {
  now,
  preview,
  publicOrder2012,
  publicOrder2025,
  settings,
  smallLaw,
  take,
} from './law-fixture.ts'

let database: FreshDatabase
const deps = () => ({ db: database.db, now, settings })

beforeAll(async () => {
  database = await freshDatabase()
  await take(database.db, publicOrder2012)
  await take(database.db, publicOrder2025)
})
afterAll(() => database.destroy())

const find = (law: string, article: string, more = {}) =>
  findArticle(deps(), { law, article, ...more })

describe('the law library', () => {
  it('keeps the texts of a law side by side and answers with the one in force on the day', async () => {
    const today = await find('治安管理处罚法', '第八十三条')
    const before = await find('治安管理处罚法', '第八十三条', { day: '2025-12-31' })
    expect(today).toMatchObject({
      law: '中华人民共和国治安管理处罚法',
      version: '2025-06-27',
      inForce: '2026-01-01',
      until: null,
    })
    expect(before).toMatchObject({ version: '2012-10-26', until: '2025-12-31' })
    expect(before).toMatchObject({ text: expect.stringContaining('询问查证的时间不得超过八小时') })
    expect(await find('治安管理处罚法', '第八十三条', { day: '2001-01-01' })).toEqual({
      kind: 'not-in-force',
    })
  })

  it('knows a law by its full title, its short names and with the date in brackets', async () => {
    for (const name of [
      '《中华人民共和国治安管理处罚法》',
      '治安管理处罚法',
      '治安法',
      '《治安管理处罚法（2025年修订）》',
      ' 治安管理处罚法(2025) ',
    ]) {
      expect(await find(name, '第10条')).toMatchObject({ kind: 'found', version: '2025-06-27' })
    }
    expect(await find('养犬条例', '第一条')).toEqual({ kind: 'unknown-law' })
  })

  it('reads the number of an article however it is written, and picks paragraph and item', async () => {
    for (const article of ['第十条', '第10条', '第１０条', '10', '第 十 条']) {
      expect(await find('治安法', article)).toMatchObject({ article: '第十条' })
    }
    expect(await find('治安法', '第十条第二款')).toMatchObject({
      part: '对违反治安管理的外国人，可以附加适用限期出境或者驱逐出境。',
    })
    expect(await find('治安法', '第十条第（三）项')).toMatchObject({
      part: '治安管理处罚的种类分为：\n（三）行政拘留；',
    })
    expect(await find('治安法', '第十条第一款第4项')).toMatchObject({
      part: expect.stringContaining('（四）吊销公安机关发放的许可证件。'),
    })
    expect(await find('治安法', '第一百四十五条')).toEqual({ kind: 'no-article' })
    expect(await find('治安法', '第三条')).not.toMatchObject({ article: '第十三条' })
  })

  it('says of many bases at once whether they hold today', async () => {
    const law = '治安管理处罚法'
    const bases: Basis[] = [
      { law, article: '第八十三条' },
      { law, article: '第八十三条', version: '2025-06-27' },
      { law, article: '第八十三条', version: '2012-10-26' },
      { law, article: '第八十三条', version: '2026-01-01' },
      { law, article: '第一百四十四条' },
      { law, article: '第一百四十五条' },
      { law, article: '第八十三条之一' },
      { law: '养犬条例', article: '第一条' },
      { law },
      { law, article: '第十条第一款、第十一条' },
    ]
    expect(await checkBases(deps(), bases)).toEqual([
      'in-force',
      'in-force',
      'not-in-force',
      'in-force',
      'in-force',
      'no-article',
      'no-article',
      'unknown-law',
      'in-force',
      'in-force',
    ])
    const many = Array.from(
      { length: 100_000 },
      (_, index) => bases[index % bases.length] ?? { law },
    )
    expect(await checkBases(deps(), many)).toHaveLength(100_000)
  })

  it('gives the words of a basis for quoting, in the version it names', async () => {
    const basis = { law: '治安管理处罚法', article: '第十二条', version: '2012-10-26' }
    expect(await findArticleText(deps(), basis)).toMatchObject({
      version: '2012-10-26',
      text: expect.stringMatching(/^已满十四周岁不满十八周岁的人违反治安管理的/),
    })
    expect(await findArticleText(deps(), { law: '治安管理处罚法' })).toBeNull()
  })

  it('refuses the same text again, whatever its file and title are called', async () => {
    const { db } = database
    const again = await take(db, publicOrder2025)
    expect(again.done).toEqual({
      kind: 'nothing',
      skipped: [
        {
          title: '中华人民共和国治安管理处罚法',
          reason: 'already-there',
          date: '2025-06-27',
        },
      ],
    })
    const text = smallLaw('云州市养犬条例', ['甲１。', '乙。', '丙。'])
    await take(db, 'a.txt', text)
    const other = smallLaw(
      '《云州市养犬条例（2021年版）》',
      ['甲1。', '乙。', '丙。'],
      '2021年5月1日公布',
    )
    expect((await take(db, 'b.txt', other)).done).toMatchObject({ kind: 'nothing' })
  })

  it('refuses another text of the same date and says so', async () => {
    const { db } = database
    await take(db, 'a.txt', smallLaw('云州市养鸟办法', ['甲。', '乙。', '丙。']))
    const { done } = await take(db, 'b.txt', smallLaw('云州市养鸟办法', ['甲。', '乙。', '丁。']))
    expect(done).toMatchObject({ skipped: [{ reason: 'date-taken', date: '2020-05-01' }] })
  })

  it('shows what a new text changes: new, changed, moved and removed articles', async () => {
    const { db } = database
    const old = [
      '为了加强养猫管理，保障公民健康，制定本办法。',
      '养猫人应当为猫接种疫苗，并保存接种证明。',
      '禁止在楼道内遗弃猫只。违反的，处五十元罚款。',
      '公安机关负责登记。',
    ]
    await take(db, 'a.txt', smallLaw('云州市养猫办法', old))
    const shown = await preview(
      db,
      'b.txt',
      smallLaw(
        '云州市养猫办法',
        [
          '为了加强养猫管理，保障公民健康，制定本办法。',
          '养猫人每年缴纳管理费用。',
          '养猫人应当为猫接种疫苗，并保存接种证明。',
          '禁止在楼道内遗弃猫只。违反的，处二百元罚款。',
        ],
        '2022年5月1日修订',
      ),
    )
    const law = shown.kind === 'preview' ? shown.laws[0] : undefined
    expect(law?.standing).toMatchObject({ kind: 'new-version', base: { date: '2020-05-01' } })
    const changes = law?.changes ?? []
    expect(changes.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['new', undefined, '2'],
      ['moved', '2', '3'],
      ['moved', '3', '4'],
      ['removed', '4', undefined],
    ])
    expect(changes[1]?.similarity).toBe(1)
  })

  it('pairs the articles of the 2025 revision of a real law with the old ones', async () => {
    const { db } = database
    const [found] = await db.lawVersion.findMany({ where: { date: '2025-06-27' } })
    await db.lawVersion.delete({ where: { id: found?.id ?? 0 } })
    const { shown } = await take(db, publicOrder2025)
    const changes = shown.kind === 'preview' ? (shown.laws[0]?.changes ?? []) : []
    const count = (kind: string) => changes.filter((change) => change.kind === kind).length
    const pairs = 119 - count('removed')
    expect(pairs + count('new')).toBe(144)
    expect(count('removed')).toBeLessThan(12)
    expect(changes.find(({ from }) => from === '83')).toMatchObject({ kind: 'moved', to: '97' })
  })

  it('asks for a date where the text has none, and takes it once it is given', async () => {
    const { db } = database
    const shown = await preview(
      db,
      'a.txt',
      smallLaw('云州市养鱼办法', ['甲。', '乙。', '丙。'], '试行'),
    )
    if (shown.kind !== 'preview') throw new Error(shown.kind)
    const { importId } = shown
    expect(shown.laws[0]?.standing).toEqual({ kind: 'no-date' })
    expect(await confirmLawImport(deps(), { importId, by: 1 })).toMatchObject({ kind: 'nothing' })
    await setImportInForce(db, { importId, inForce: '2026-03-01' })
    expect((await viewLawImport(db, importId))?.laws[0]).toMatchObject({
      inForce: '2026-03-01',
      standing: { kind: 'new-law' },
    })
    expect(await confirmLawImport(deps(), { importId, by: 1 })).toMatchObject({
      kind: 'confirmed',
      taken: [{ name: '云州市养鱼办法', date: '2026-03-01' }],
    })
  })

  it('takes a file back as a whole, and once', async () => {
    const { db } = database
    const { importId } = await take(
      db,
      'a.txt',
      smallLaw('云州市养蜂办法', ['甲。', '乙。', '丙。']),
    )
    expect(await find('云州市养蜂办法', '第一条')).toMatchObject({ kind: 'found' })
    expect(await undoLawImport(deps(), { importId, by: 1 })).toMatchObject({
      kind: 'undone',
      texts: 1,
    })
    expect(await find('云州市养蜂办法', '第一条')).toEqual({ kind: 'unknown-law' })
    expect(await undoLawImport(deps(), { importId, by: 1 })).toEqual({ kind: 'not-live' })
    expect(await confirmLawImport(deps(), { importId, by: 1 })).toEqual({ kind: 'undone' })
    expect(await cancelLawImport(deps(), importId)).toBe('undone')
  })

  it('takes in a file once, however often the button is pressed', async () => {
    const { db } = database
    const shown = await preview(db, 'a.txt', smallLaw('云州市养兔办法', ['甲。', '乙。', '丙。']))
    if (shown.kind !== 'preview') throw new Error(shown.kind)
    const press = () => confirmLawImport(deps(), { importId: shown.importId, by: 1 })
    const kinds = (await Promise.all([press(), press()])).map(({ kind }) => kind)
    expect(kinds.sort()).toEqual(['already-confirmed', 'confirmed'])
  })
})
