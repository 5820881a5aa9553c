import { readFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { writeWorkbook } from '../../src/platform/tables.ts'
import type { SimPerson } from '../../src/simulator/start-simulator.ts'
import { answer } from '../support/answering.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, loadStarterBank, press, say, sendFile } from '../support/people.ts'

/** The Monday on which it begins, and days after it. */
const [monday, tuesday, thursday, friday] = ['2026-11-30', '2026-12-01', '2026-12-03', '2026-12-04']
const [saturday, article, shifts, dayAfter] = [
  '2026-12-05',
  '2026-12-08',
  '2026-12-09',
  '2026-12-10',
]

describe('a calendar that admins keep', () => {
  let bureau: Bureau
  let admin: SimPerson
  let deng: SimPerson
  let fang: SimPerson
  let chief: SimPerson
  const cards = (person: SimPerson) =>
    person.messages().filter(({ fromBot, text }) => fromBot && text.includes('第1/5题'))

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    admin = bureau.admin
    const codes = await loadRoster(bureau)
    await loadStarterBank(bureau)
    chief = await bind(bureau, 301, codes.get('000301') ?? '')
    deng = await bind(bureau, 302, codes.get('000302') ?? '')
    fang = await bind(bureau, 303, codes.get('000303') ?? '')
  })
  afterAll(() => bureau.stop())

  it('shows two months with holidays and can be paged', async () => {
    const shown = await say(admin, '/calendar')
    expect(shown.text).toContain('今天 11月29日 周日：休息日')
    expect(shown.text).toMatch(/2026年11月 训练日 21 天[^]*2026年12月 训练日 23 天/)
    await press(admin, '‹ 2026年10月')
    const october = await press(admin, '‹ 2026年9月')
    expect(october.text).toContain('法定假日：')
    expect(october.text).toContain('国庆节 10月1日至10月7日（7 天）')
    expect(october.text).toMatch(/调休上班：.*国庆节 10月10日 周六/)
  })

  it('says with examples that a sentence was not understood, and takes the next one', async () => {
    const refused = await say(admin, '/calendar 下个月随便练练')
    expect(refused.text).toContain('没有看懂这句话，日历没有改变')
    expect(refused.text.match(/^· /gm)).toHaveLength(3)
    admin.reply(refused, '/status')
    await admin.until((self) => self.last()?.text.includes('运行情况'), 'the status')
    admin.reply(refused, '12月5日照常训练')
    const preview = await admin.until((self) => {
      const last = self.last()
      return last?.text.includes('预览') ? last : null
    }, 'a preview')
    expect(preview.text).toContain('12月5日 周六：休息日 → 正常')
    expect((await press(admin, '取消')).text).toContain('已取消，日历没有改变')
    expect(await bureau.running.deps.db.calendarDay.count()).toBe(0)
  })

  it('stops three days from today on: who has not begun is excused, what is done stays', async () => {
    await bureau.moveTo(monday, '06:40')
    await answer(deng, true)
    const preview = await say(admin, '/calendar 即日起停训3天（全市演练）')
    expect(preview.text).toContain('11月30日至12月2日（3 天）：正常 → 停训（全市演练）')
    expect(preview.text).toContain('今天已经开训：还没开始的 2 人')
    const changed = await press(admin, '确认')
    expect(changed.text).toContain('日历已调整，共 3 天')
    expect(changed.text).toContain('2 人改为免训')
    expect(changed.text).toContain('已经开始的 1 人照常完成')
    expect(await statesOf(bureau, monday)).toEqual({ DUE: 1, EXCUSED: 2 })
  })

  it('sends nothing on a stopped day, neither card nor nudge nor summary', async () => {
    const before = [deng, fang, chief].map((person) => person.messages().length)
    for (const time of ['19:30', '20:30']) await bureau.moveTo(monday, time)
    for (const time of ['06:40', '19:30', '20:30']) await bureau.moveTo(tuesday, time)
    expect([deng, fang, chief].map((person) => person.messages().length)).toEqual(before)
    expect(await statesOf(bureau, tuesday)).toEqual({})
    expect((await say(fang, '/quiz')).text).toContain('下一个训练日是 12月3日')
  })

  it('goes on when the days are over, and gives the rest back when it is undone', async () => {
    await bureau.moveTo(thursday, '06:40')
    expect(cards(fang).at(-1)?.text).toContain('12月3日')
    const undone = await press(admin, '撤销这次调整')
    expect(undone.text).toContain('另有 3 天没有动')
    await bureau.moveTo(friday, '06:40')
    expect(cards(fang).at(-1)?.text).toContain('12月4日')
  })

  it('reads a list of days and names every row that it did not understand', async () => {
    const list = '日期,类型,说明\n12月5日,正常,补训\n12月8日,只推文章,法治宣传日\n12-25,喝茶,\n'
    const preview = await sendFile(admin, '日历.csv', list)
    expect(preview.text).toContain('12月5日 周六：休息日 → 正常（补训）')
    expect(preview.text).toContain('12月8日 周二：正常 → 只推文章（法治宣传日）')
    expect(preview.text).toContain('第4行：类型“喝茶”看不懂')
    await press(admin, '确认')
    await bureau.moveTo(saturday, '06:40')
    expect(cards(fang).at(-1)?.text).toContain('12月5日')
  })

  it('sends an article of law on an article day, and nobody is due', async () => {
    await loadLaw(admin)
    const before = cards(fang).length
    await bureau.moveTo(article, '06:40')
    await bureau.moveTo(article, '06:41')
    expect(fang.last()?.text).toContain('今日一条 · 12月8日')
    expect(fang.last()?.text).toContain('《治安管理处罚法》第')
    expect(fang.messages().filter(({ text }) => text.includes('今日一条'))).toHaveLength(1)
    expect(cards(fang)).toHaveLength(before)
    expect((await press(fang, '看原文')).text).toContain('治安管理处罚法')
    await bureau.moveTo(article, '19:30')
    await bureau.moveTo(article, '20:30')
    expect(chief.last()?.text).toContain('只推文章日，没有应训人员')
    expect(await statesOf(bureau, article)).toEqual({})
  })

  it('reads a wide duty roster and tells what it did not take', async () => {
    const rows = [
      ['邓晓梅', '青石派出所', '夜', '早'],
      ['方文斌', '青石派出所', '休', '晚'],
      ['常志远', '青石派出所', '早', '喝茶'],
      ['张三', '青石派出所', '早', '早'],
    ]
    const sheet = { name: '排班', header: ['姓名', '单位', '12月9日', '2026/12/10'], rows }
    const preview = await sendFile(admin, '排班.xlsx', writeWorkbook([sheet]))
    expect(preview.text).toContain('读到 3 人，2026-12-09 至 2026-12-10 共 2 天')
    expect(preview.text).toContain('早 2 · 晚 1 · 夜 1 · 休 1')
    expect(preview.text).toContain('000302 邓晓梅：12-09 夜、12-10 早')
    expect(preview.text).toContain('班次“喝茶”看不懂')
    expect(preview.text).toContain('名册里没有“张三”')
    expect((await press(admin, '确认')).text).toContain('排班已导入：3 人，2 天')
  })

  it('leaves whoever rests in peace and out of the denominator', async () => {
    const before = fang.messages().length
    for (const time of ['06:40', '19:30']) await bureau.moveTo(shifts, time)
    expect(fang.messages()).toHaveLength(before)
    expect(await statesOf(bureau, shifts)).toEqual({ DUE: 2, EXCUSED: 1 })
    expect((await say(chief, '/summary')).text).toContain('免训 1')
  })

  it('sends the card at 14:00 after a night shift and at 12:00 before a late one', async () => {
    const seen = async (time: string) => {
      await bureau.moveTo(dayAfter, time)
      return [chief, fang, deng].map((person) =>
        cards(person).some(({ text }) => text.includes('12月10日')),
      )
    }
    expect(await seen('06:40')).toEqual([true, false, false])
    expect(await seen('06:50')).toEqual([true, false, false])
    expect((await say(chief, '/nudge')).text).toContain('正在提醒 1 名未训人员')
    expect(await seen('12:00')).toEqual([true, true, false])
    expect(await seen('13:59')).toEqual([true, true, false])
    expect(await seen('14:00')).toEqual([true, true, true])
  })

  it('raises no alarm for cards that wait for their officer', async () => {
    const { db } = bureau.running.deps
    expect(await db.delivery.count({ where: { campaign: { startsWith: 'morning-short' } } })).toBe(
      0,
    )
  })

  it('takes a duty roster back', async () => {
    expect((await press(admin, '撤销这份排班')).text).toContain('已撤销')
    expect(await bureau.running.deps.db.shift.count()).toBe(0)
    const acts = await bureau.running.deps.db.audit.findMany({ where: { actor: 900_000 } })
    expect(new Set(acts.map(({ act }) => act))).toContain('calendar-changed')
    expect(new Set(acts.map(({ act }) => act))).toContain('shifts-undone')
  })

  it('speaks English as well', async () => {
    const english = bureau.telegram.person(900_000, { languageCode: 'en' })
    expect((await say(english, '/calendar')).text).toContain('Training calendar')
    const refused = await say(english, '/calendar party')
    expect(refused.text).toContain('That was not understood')
    const preview = await say(english, '/calendar stop for 2 days from 12/14')
    expect(preview.text).toContain('12/14 to 12/15 (2 days): normal → training stopped')
  })
})

async function statesOf(bureau: Bureau, day: string): Promise<Record<string, number>> {
  const rows = await bureau.running.deps.db.duty.groupBy({
    by: ['state'],
    where: { day },
    _count: true,
  })
  return Object.fromEntries(rows.map(({ state, _count }) => [state, _count]))
}

/** The law that the bank's questions cite most. */
async function loadLaw(admin: SimPerson): Promise<void> {
  const name = '中华人民共和国治安管理处罚法_20250627.txt'
  await sendFile(admin, name, readFileSync(`assets/laws/${name}`))
  await press(admin, '入库')
}
