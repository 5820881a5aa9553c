import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { CommandWorld } from '../../src/command-io.ts'
import { executeCommand } from '../../src/commands.ts'
import { lawFollower } from '../../src/law-changes.ts'
import { changeVersion, type VersionChange } from '../../src/law/change-version.ts'
import type { FollowDeps } from '../../src/law/change/apply-change.ts'
import { applyDueLawChanges } from '../../src/law/change/apply-due-law-changes.ts'
import { foreseeLawImport } from '../../src/law/change/foresee-law-import.ts'
import { isOnlyRenumbered, newBasis } from '../../src/law/change/new-basis.ts'
import { foreseenSheet } from '../../src/law/change/screens.ts'
import { textChanges } from '../../src/law/change/text-changes.ts'
import { undoLawImport } from '../../src/law/undo-law-import.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import type { ArticleChange } from '../../src/shared/article-change.ts'
import type { Basis, Question } from '../../src/shared/question.ts'
import { addQuestion } from '../bank/review/review-fixture.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { preview, smallLaw, take } from './law-fixture.ts'

const changed = (from: string, before: string, after: string): ArticleChange => ({
  kind: 'changed',
  from,
  to: from,
  before,
  after,
})
const moved = (from: string, to: string, words: string): ArticleChange => ({
  kind: 'moved',
  from,
  to,
  before: words,
  after: words,
})

describe('the texts of a law', () => {
  const text = (id: number, inForce: string, repealedOn: string | null = null) => ({
    id,
    date: inForce,
    inForce,
    repealedOn,
  })
  const listed = (...texts: ReturnType<typeof text>[]) =>
    textChanges(texts).map(({ day, from, to }) => `${day} ${from.id}→${to?.id ?? ''}`)

  it('take over from each other on their first days, whatever order they came in', () => {
    expect(listed(text(3, '2026-01-01'), text(1, '2006-03-01'), text(2, '2013-01-01'))).toEqual([
      '2013-01-01 1→2',
      '2026-01-01 2→3',
    ])
  })

  it('end with a repeal, unless another text began before', () => {
    expect(listed(text(1, '2006-03-01', '2020-01-01'))).toEqual(['2020-01-01 1→'])
    expect(listed(text(1, '2006-03-01', '2020-01-01'), text(2, '2020-01-01'))).toEqual([
      '2020-01-01 1→2',
    ])
    expect(listed(text(1, '2006-03-01', '2020-01-01'), text(2, '2021-01-01'))).toEqual([
      '2020-01-01 1→',
      '2021-01-01 1→2',
    ])
  })
})

describe('the basis of a question under another text', () => {
  const basis: Basis = { law: '治安法', article: '第八十三条第二款第（三）项、第84条' }

  it('has the new numbers, and keeps paragraph and item', () => {
    const changes = [moved('83', '97', '甲'), moved('84', '120-1', '乙')]
    expect(newBasis(basis, changes, '2025-06-27')).toEqual({
      law: '治安法',
      article: '第九十七条第二款第（三）项、第一百二十条之一',
    })
    expect(newBasis({ law: '治安法', article: '83' }, changes, '2025-06-27')).toEqual({
      law: '治安法',
      article: '第九十七条',
    })
    const inserted = { law: '治安法', article: '第一百二十条之一第一款' }
    expect(newBasis(inserted, [moved('120-1', '121', '丙')], '2025-06-27')).toEqual({
      law: '治安法',
      article: '第一百二十一条第一款',
    })
  })

  it('names the new date where it named one, and is none where an article is gone', () => {
    const dated = { ...basis, version: '2012-10-26' }
    expect(newBasis(dated, [changed('83', '甲', '乙')], '2025-06-27')).toEqual({
      ...basis,
      version: '2025-06-27',
    })
    const gone: ArticleChange = { kind: 'removed', from: '83', before: '甲' }
    expect(newBasis(basis, [gone], '2025-06-27')).toBeNull()
    expect(newBasis(basis, [changed('83', '甲', '乙')], null)).toBeNull()
  })

  it('quotes only what stands word for word in the new article', () => {
    const quoting = (quote: string) =>
      newBasis(
        { law: '甲法', article: '第二条', quote },
        [changed('2', '处五日拘留，可以罚款。', '处十日拘留， 可以罚款。')],
        '2025-06-27',
      )?.quote
    expect(quoting('可以罚款')).toBe('可以罚款')
    expect(quoting('处五日拘留')).toBeUndefined()
    const two = { law: '甲法', article: '第二条、第三条', quote: '第三条里的话' }
    expect(newBasis(two, [changed('2', '甲', '乙')], '2025-06-27')?.quote).toBe('第三条里的话')
  })

  it('is written by the program only where nothing but numbers changed', () => {
    const question: Question = {
      kind: 'single',
      stem: '登记的期限是',
      options: ['5', '30'],
      key: [1],
      basis: { law: '甲法', article: '第五条', quote: '三十日内' },
    }
    const change = moved('5', '6', '应当在三十日内登记。')
    expect(isOnlyRenumbered(question, [change])).toBe(true)
    const asking: Question[] = [
      { ...question, stem: '登记的期限见本法第（　）条' },
      { ...question, stem: '登记的期限规定在哪一条' },
      { kind: 'fill-in', stem: '期限规定在____', key: [['第五条']], basis: { law: '甲法' } },
      { kind: 'fill-in', stem: '期限见甲法____条', key: [['五']], basis: { law: '甲法' } },
      { kind: 'short', stem: '期限的依据', key: '甲法第五条', basis: { law: '甲法' } },
    ]
    for (const one of asking) expect(isOnlyRenumbered(one, [change])).toBe(false)
    expect(isOnlyRenumbered(question, [{ ...change, after: '应当在十日内登记。' }])).toBe(false)
    expect(isOnlyRenumbered({ ...question, stem: '依照第5条，期限是' }, [change])).toBe(false)
    expect(isOnlyRenumbered({ ...question, explanation: '见第五条。' }, [change])).toBe(false)
    // Its quote is from another text: what it cites is not what was compared.
    const foreign = { ...question, basis: { law: '甲法', article: '第五条', quote: '别的话' } }
    expect(isOnlyRenumbered(foreign, [change])).toBe(false)
  })
})

describe('a further text of a law', () => {
  let database: FreshDatabase
  let time: Date
  const law = '云州市养犬条例'
  const register = '养犬人应当到居住地派出所办理登记，领取犬牌。'
  const vaccine = '犬只出生满三个月必须接种狂犬病疫苗，并保存证明。'
  const check = '每年携带犬只到指定地点接受检查，并如实填写健康状况表。'
  const death = '犬只死亡或者走失的，饲养者要在一个月之内申请注销。'
  const system = '公安机关负责信息系统的建设。'
  const old = [register, vaccine, check, death]
  const newer = [register, system, vaccine, check.replace('每年', '每五年')]
  const v1 = smallLaw(law, old)
  const v2 = smallLaw(law, newer, '2026年11月1日修订 自2026年11月20日起施行')
  const later = smallLaw(law, newer, '2026年11月1日修订 自2027年1月1日起施行')

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.destroy())
  beforeEach(async () => {
    const { db } = database
    await db.reviewTask.deleteMany()
    await db.question.deleteMany()
    await db.lawChange.deleteMany()
    await db.lawVersion.deleteMany()
    await db.law.deleteMany()
    await db.lawImport.deleteMany()
    await db.delivery.deleteMany()
    time = new Date('2026-11-24T02:00:00Z')
    await take(db, 'v1.txt', v1, follow())
  })

  const t = loadTexts()('zh-CN')
  const settings = { adminIds: [900], timeZone: 'Asia/Shanghai' }
  const now = () => time
  const follow = (): FollowDeps =>
    lawFollower({ now, settings } as unknown as Parameters<typeof lawFollower>[0])
  const takeNext = (name: string, text: string) => take(database.db, name, text, follow())
  const applyDue = () => applyDueLawChanges({ db: database.db, ...follow() })
  const add = (stem: string, basis: Omit<Basis, 'law'> & { law?: string }) =>
    addQuestion(database.db, { kind: 'true-false', stem, key: true, basis: { law, ...basis } })
  const stateOf = async (id: number) => {
    const { state, version } = await database.db.question.findUniqueOrThrow({ where: { id } })
    return `${state} ${version}`
  }
  const plans = async () => {
    const rows = await database.db.lawChange.findMany({ orderBy: { id: 'asc' } })
    return rows.map(({ day, appliedAt, undoneAt }) =>
      [day, ...(appliedAt ? ['applied'] : []), ...(undoneAt ? ['undone'] : [])].join(' '),
    )
  }
  const versionOf = async (date: string) =>
    (await database.db.lawVersion.findFirstOrThrow({ where: { date } })).id
  const change = async (date: string, wanted: VersionChange) =>
    await changeVersion(
      { db: database.db, now, follow: follow() },
      { versionId: await versionOf(date), by: 1, change: wanted },
    )

  it('stops what rests on changed articles under any name of the law, and nothing else', async () => {
    const same = await add('甲', { article: '第一条' })
    const number = await add('乙', { article: '第2条', law: '《云州市养犬条例》' })
    const words = await add('丙', { article: '第三条', version: '2020-05-01' })
    const both = await add('丁', { article: '第一条、第三条第一款' })
    const gone = await add('戊', { article: '4' })
    const foreign = await add('己', { article: '第三条', law: '云州市养猫条例' })
    const whole = await add('庚', {})
    const { done } = await takeNext('v2.txt', v2)
    expect(done).toMatchObject({
      effects: [{ kind: 'applied', day: '2026-11-20', stopped: 3, renumbered: 1 }],
    })
    expect(await Promise.all([same, foreign, whole].map(stateOf))).toEqual(Array(3).fill('LIVE 1'))
    expect(await stateOf(number)).toBe('LIVE 2')
    expect(await Promise.all([words, both, gone].map(stateOf))).toEqual(Array(3).fill('WAITING 1'))
    const task = await database.db.reviewTask.findFirstOrThrow({ where: { questionId: words } })
    expect(task.proposal).toMatchObject({ basis: { article: '第四条', version: '2026-11-01' } })
    expect(task.changes).toMatchObject([{ kind: 'moved', from: '3', to: '4' }])
    const [notice, ...more] = await database.db.delivery.findMany()
    expect(more).toEqual([])
    expect(notice?.data).toEqual({
      key: 'review-notice-law-changed',
      law,
      day: '2026-11-20',
      stopped: 3,
      renumbered: 1,
    })
  })

  it('tells before it is taken in what it would do, question by question', async () => {
    const number = await add('乙', { article: '第二条' })
    const words = await add('丙', { article: '第三条' })
    const shown = await preview(database.db, 'v2.txt', v2)
    if (shown.kind !== 'preview') throw new Error(shown.kind)
    const deps = { db: database.db, now, settings }
    const foreseen = await foreseeLawImport(deps, shown.importId)
    expect(foreseenSheet(t, foreseen).rows).toEqual([
      [String(number), '乙', law, '第二条', '移位', '第三条', '自动更新条号'],
      [String(words), '丙', law, '第三条', '移位', '第四条', '停用待复核'],
    ])
    expect(foreseen).toMatchObject([
      {
        law,
        day: '2026-11-20',
        isPlanned: false,
        questions: [
          { questionId: number, stem: '乙', article: '第二条', isRenumbered: true },
          { questionId: words, stem: '丙', article: '第三条', isRenumbered: false },
        ],
      },
    ])
  })

  it('is told on the command line, with the day where it is planned', async () => {
    await add('乙', { article: '第二条' })
    await add('丙', { article: '第三条' })
    const folder = mkdtempSync(join(tmpdir(), 'chenxun-law-'))
    writeFileSync(join(folder, 'v2.txt'), v2)
    writeFileSync(
      join(folder, 'v3.txt'),
      later.replaceAll('11月1日', '11月2日').replace(system, ''),
    )
    const world = {
      cwd: folder,
      t,
      deps: () => Promise.resolve({ db: database.db, now, settings }),
    } as unknown as CommandWorld
    const applied = await executeCommand(['law', 'import', 'v2.txt'], world)
    expect(applied.stdout).toContain('1 道停用待复核（输入 /review 处理），1 道只是条号变了')
    const planned = await executeCommand(['law', 'import', 'v3.txt', '--json'], world)
    expect(JSON.parse(planned.stdout)).toMatchObject({
      imported: [{ questions: { stopped: 0, renumbered: 0, planned: '2027-01-01' } }],
    })
    rmSync(folder, { recursive: true })
  })

  it('leaves alone what cites another text, unless the article read the same there', async () => {
    await takeNext('v2.txt', v2)
    const first = await add('甲', { article: '第一条', version: '2020-05-01' })
    const third = await add('丙', { article: '第三条', version: '2020-05-01' })
    const ahead = await add('丁', { article: '第一条', version: '2026-11-22' })
    const v3 = smallLaw(
      law,
      [register.replace('犬牌', '犬牌和证书'), ...newer.slice(1)],
      '2026年11月22日修订 自2026年11月23日起施行',
    )
    await takeNext('v3.txt', v3)
    expect(await stateOf(first)).toBe('WAITING 1')
    expect(await stateOf(third)).toBe('LIVE 1')
    expect(await stateOf(ahead)).toBe('LIVE 1')
  })

  it('changes nothing where it is older than the one in force', async () => {
    const id = await add('丙', { article: '第三条' })
    const older = smallLaw(law, ['甲。', '乙。', '丙。'], '2015年5月1日公布')
    expect((await takeNext('v0.txt', older)).done).toMatchObject({ effects: [] })
    expect(await plans()).toEqual([])
    expect(await stateOf(id)).toBe('LIVE 1')
  })

  it('is planned for its first day, moves with it, and is applied once', async () => {
    const id = await add('丙', { article: '第三条' })
    const { done } = await takeNext('v2.txt', later)
    expect(done).toMatchObject({ effects: [{ kind: 'planned', day: '2027-01-01', questions: 1 }] })
    await applyDue()
    expect(await plans()).toEqual(['2027-01-01'])
    const correction = await change('2026-11-01', { act: 'begin', inForce: '2026-12-01' })
    expect(correction).toMatchObject({ effects: [{ kind: 'planned', day: '2026-12-01' }] })
    expect(await plans()).toEqual(['2026-12-01'])
    // The program was down on the day.
    time = new Date('2026-12-03T02:00:00Z')
    await Promise.all([applyDue(), applyDue()])
    expect(await plans()).toEqual(['2026-12-01 applied'])
    expect(await stateOf(id)).toBe('WAITING 1')
    await applyDue()
    expect(await database.db.delivery.count()).toBe(1)
  })

  it('is applied at once where its planned day is corrected to one that is over', async () => {
    const id = await add('丙', { article: '第三条' })
    await takeNext('v2.txt', later)
    const correction = await change('2026-11-01', { act: 'begin', inForce: '2026-11-10' })
    expect(correction).toMatchObject({ effects: [{ kind: 'applied', day: '2026-11-10' }] })
    expect(await plans()).toEqual(['2026-11-10 applied'])
    expect(await stateOf(id)).toBe('WAITING 1')
  })

  it('gives everything back when it is taken back or begins later after all', async () => {
    const words = await add('丙', { article: '第三条' })
    const number = await add('乙', { article: '第二条' })
    const { importId } = await takeNext('v2.txt', v2)
    const postponed = await change('2026-11-01', { act: 'begin', inForce: '2026-12-01' })
    expect(postponed).toMatchObject({
      effects: [
        { kind: 'undone', released: 1 },
        { kind: 'planned', day: '2026-12-01', questions: 2 },
      ],
    })
    expect(await stateOf(words)).toBe('LIVE 1')
    expect(await stateOf(number)).toBe('LIVE 3')
    expect(await database.db.reviewTask.count({ where: { decision: null } })).toBe(0)
    const undone = await undoLawImport(
      { db: database.db, now, follow: follow() },
      { importId, by: 1 },
    )
    expect(undone).toMatchObject({ kind: 'undone', effects: [] })
    time = new Date('2026-12-03T02:00:00Z')
    await applyDue()
    expect(await plans()).toEqual(['2026-11-20 applied undone', '2026-12-01 undone'])
    expect(await stateOf(words)).toBe('LIVE 1')
  })

  it('that begins after all renumbers nothing a reviewer has given its numbers before', async () => {
    const ids = [
      await add('丙', { article: '第四条' }),
      await add('丁', { article: '第二条' }),
    ] as const
    await takeNext('v2.txt', v2)
    const approved = { article: '第二条' }
    await database.db.questionVersion.updateMany({
      where: { questionId: ids[0] },
      data: {
        ...approved,
        content: { kind: 'true-false', stem: '丙', key: true, basis: { law, ...approved } },
      },
    })
    await database.db.question.update({ where: { id: ids[0] }, data: { state: 'LIVE' } })
    await database.db.reviewTask.updateMany({
      data: { decision: 'APPROVED', decidedAt: time, openKey: null },
    })
    await change('2026-11-01', { act: 'begin', inForce: '2026-12-01' })
    time = new Date('2026-12-03T02:00:00Z')
    await applyDue()
    expect(await Promise.all(ids.map(stateOf))).toEqual(['WAITING 1', 'LIVE 4'])
  })

  it('ends with a repeal, which stops all that rests on it until it is taken back', async () => {
    const ids = [await add('甲', { article: '第一条' }), await add('庚', {})]
    const repealed = await change('2020-05-01', { act: 'repeal', repealedOn: '2026-11-24' })
    expect(repealed).toMatchObject({ effects: [{ kind: 'applied', versionId: null, stopped: 2 }] })
    expect(await Promise.all(ids.map(stateOf))).toEqual(['WAITING 1', 'WAITING 1'])
    const tasks = await database.db.reviewTask.findMany({ orderBy: { questionId: 'asc' } })
    expect(tasks.map(({ proposal }) => proposal)).toEqual([null, null])
    const restored = await change('2020-05-01', { act: 'repeal', repealedOn: null })
    expect(restored).toMatchObject({ effects: [{ kind: 'undone', released: 2 }] })
    expect(await Promise.all(ids.map(stateOf))).toEqual(['LIVE 1', 'LIVE 1'])
  })

  it('brings what waits already before the reviewer as it holds now, and back again', async () => {
    const id = await add('丙', { article: '第三条' })
    await takeNext('v2.txt', v2)
    const v3 = smallLaw(
      law,
      [register, system, vaccine, '其他事项另行规定。', check.replace('每年', '每十年')],
      '2026年11月22日修订 自2026年11月23日起施行',
    )
    const task = () => database.db.reviewTask.findFirstOrThrow({ where: { questionId: id } })
    const { importId } = await takeNext('v3.txt', v3)
    expect(await task()).toMatchObject({
      changes: [{ from: '3', to: '5', before: check, after: check.replace('每年', '每十年') }],
      proposal: { basis: { article: '第五条' } },
    })
    await undoLawImport({ db: database.db, now, follow: follow() }, { importId, by: 1 })
    expect(await task()).toMatchObject({
      decision: null,
      changes: [{ from: '3', to: '4', after: check.replace('每年', '每五年') }],
      proposal: { basis: { article: '第四条' } },
    })
  })
})
