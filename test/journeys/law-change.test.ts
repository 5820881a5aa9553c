import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, press, say, sendFile } from '../support/people.ts'

const law = '云州市养犬管理条例'

/** A law of its own: `articles` are the words after 第一条 and so on. */
function lawText(head: string, articles: string[]): string {
  const body = articles.map((text, index) => `第${'一二三四五六七八九'[index]}条　${text}`)
  return [law, '', `（${head}）`, '', ...body].join('\n')
}

const purpose = '为了规范养犬行为，保障公民健康和人身安全，维护市容环境和公共秩序，制定本条例。'
const leash = '携犬出户应当使用长度不超过二米的犬绳牵领，并由成年人携带，主动避让行人。'
const register = '养犬人应当自取得犬只之日起三十日内，到居住地公安派出所办理养犬登记。'
const bite = '犬只伤人的，养犬人应当立即将伤者送医疗机构诊治，并先行支付医疗费用。'
const deal = '禁止在居民住宅楼内从事犬只养殖和销售活动。违反的，处五千元罚款。'

const v1 = lawText('2020年5月1日公布', [purpose, leash, register, bite, deal])
/** The leash is shorter, the register is one article further, dealing in dogs is gone. */
const v2 = lawText('2026年11月1日修订 自2026年11月20日起施行', [
  purpose,
  leash.replace('二米', '一点五米'),
  '公安机关应当建立养犬管理信息系统，与有关部门共享信息，并向社会公布举报电话。',
  register,
  bite,
])
const v3 = lawText('2026年11月25日修订 自2026年12月2日起施行', [
  purpose,
  leash.replace('二米', '一点五米'),
  '公安机关应当建立养犬管理信息系统，与有关部门共享信息，并向社会公布举报电话。',
  register.replace('三十日', '十五日'),
  bite,
])

const question = (stem: string, key: boolean, article: string, more = {}) => ({
  kind: 'true-false',
  stem,
  key,
  basis: { law, article, ...more },
})

const bank = JSON.stringify({
  format: 'chenxun-bank',
  version: 1,
  name: '养犬',
  questions: [
    question('犬绳最长可以是二米。', true, '第二条', {
      quote: '使用长度不超过二米的犬绳牵领',
    }),
    question('携犬出户要主动避让行人。', true, '第二条', { quote: '主动避让行人' }),
    question('养犬登记应当在三十日内办理。', true, '第三条', { version: '2020-05-01' }),
    question('按照第三条，养犬登记到派出所办理。', true, '第三条'),
    question('住宅楼内可以销售犬只。', false, '第五条'),
  ],
})

describe('a law that changes under the questions', () => {
  let bureau: Bureau
  let admin: SimPerson
  let officers: SimPerson[]

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-23', time: '05:00' })
    admin = bureau.admin
    const codes = await loadRoster(bureau)
    await sendFile(admin, '养犬条例2020.txt', v1)
    await press(admin, '入库')
    await sendFile(admin, '养犬.json', bank)
    await press(admin, '导入')
    officers = [
      await bind(bureau, 302, codes.get('000302') ?? ''),
      await bind(bureau, 303, codes.get('000303') ?? ''),
    ]
  })
  afterAll(() => bureau.stop())

  const db = () => bureau.running.deps.db
  /** State and version of every question, in the order of the bank. */
  const states = async () => {
    const rows = await db().question.findMany({ orderBy: { id: 'asc' } })
    return rows.map(({ state, version }) => `${state} ${version}`)
  }
  const basisOf = async (stem: string) => {
    const rows = await db().questionVersion.findMany({ orderBy: { number: 'desc' } })
    const found = rows.find(({ content }) => (content as { stem: string }).stem === stem)
    return (found?.content as { basis: object } | undefined)?.basis
  }

  it('tells the admin before anything happens which questions rest on what changed', async () => {
    const preview = await sendFile(admin, '养犬条例2026.txt', v2)
    expect(preview.text).toContain(
      '有 5 道在用的题目依据有变动的条文：入库后 4 道停用待复核，1 道只是条号变了，自动更新',
    )
    const details = await press(admin, '全部差异与提示')
    expect(details.text).toContain('全部差异')
    expect(await states()).toEqual(Array(5).fill('LIVE 1'))
  })

  it('stops what has to be looked at and renumbers the rest by itself', async () => {
    const done = await press(admin, '入库')
    expect(done.text).toContain('4 道停用待复核（输入 /review 处理），1 道只是条号变了')
    expect(await states()).toEqual(['WAITING 1', 'WAITING 1', 'LIVE 2', 'WAITING 1', 'WAITING 1'])
    expect(await basisOf('养犬登记应当在三十日内办理。')).toEqual({
      law,
      version: '2026-11-01',
      article: '第四条',
    })
    await bureau.running.catchUp()
    const notices = admin.messages().filter(({ text }) => text.includes('有新文本：4 道题停用'))
    expect(notices).toHaveLength(1)
  })

  it('gives everything back when the file is taken back', async () => {
    const undone = await press(admin, '撤回这次入库')
    expect(undone.text).toContain('4 道题已恢复使用')
    expect((await states()).map((state) => state.split(' ')[0])).toEqual(Array(5).fill('LIVE'))
    expect(await basisOf('养犬登记应当在三十日内办理。')).toEqual({
      law,
      version: '2020-05-01',
      article: '第三条',
    })
    expect((await say(admin, '/review')).text).toContain('没有待审的题目')
  })

  it('shows the reviewer the old and the new words and whether the quote still stands', async () => {
    await bureau.moveTo('2026-11-23', '06:40')
    for (const officer of officers) await answerAll(officer)
    await sendFile(admin, '养犬条例2026.txt', v2)
    await press(admin, '入库')
    await bureau.running.catchUp()
    const card = await say(admin, '/review')
    expect(card.text).toContain('依据的法条有变动')
    expect(card.text).toContain(`《${law}》自 2026-11-20 起有新文本`)
    expect(card.text).toContain('长度不超过二米')
    expect(card.text).toContain('长度不超过一点五米')
    expect(card.text).toContain('题目引用的原文在新条文中已有改动')
    expect(labelsOf(card)).toEqual(['仍然适用', '修改', '停用', '下一题'])
  })

  it('is edited from the card; whoever had answered it right is asked anew once the edit holds', async () => {
    await press(admin, '⚙ 审题设置')
    await press(admin, '作者可以审自己的题：关')
    await press(admin, '返回')
    await press(admin, '修改')
    const asked = admin.last() as SimMessage
    const text = asked.text.slice(asked.text.indexOf('判断题')).replace('二米', '一点五米')
    await replyTo(admin, asked, text)
    const done = await press(admin, '提交')
    expect(done.text).toContain('✓ 已修改：犬绳最长可以是一点五米。')
    expect(done.text).toContain('已安排 2 名原来答对的同志看新旧对照并重答')
    expect((await states())[0]).toMatch(/^LIVE/)
    const tasks = await db().reviewTask.findMany({ where: { questionId: await idOf(0) } })
    expect(tasks.map(({ reason, decision }) => `${reason} ${decision}`).sort()).toEqual([
      'EDITED APPROVED',
      'LAW_CHANGED APPROVED',
      'LAW_CHANGED CHANGED',
    ])
  })

  it('still holds with one press, and officers are asked anew only if the reviewer says so', async () => {
    const card = await press(admin, '下一题')
    expect(card.text).toContain('题目引用的原文在新条文中一字未变')
    const done = await decide('仍然适用')
    expect(labelsOf(done)).toEqual(['发新旧对照并重考'])
    const sent = await press(admin, '发新旧对照并重考')
    expect(sent.text).toContain('已安排 2 名')
    expect((await states())[1]).toMatch(/^LIVE/)
  })

  it('takes the new number along where the question names the article itself', async () => {
    const card = await say(admin, '/review')
    expect(card.text).toContain('第3条（现为第4条）')
    expect(card.text).toContain('− 依据：')
    expect((await decide('仍然适用')).text).toContain('已通过')
    expect(await basisOf('按照第三条，养犬登记到派出所办理。')).toEqual({ law, article: '第四条' })
  })

  it('goes out of use where its article is gone', async () => {
    const card = await say(admin, '/review')
    expect(card.text).toContain('现行规定中已没有这一条')
    await press(admin, '停用')
    expect((await decide('确认停用')).text).toContain('✗ 已停用')
    expect((await say(admin, '/review')).text).toContain('没有待审的题目')
  })

  it('waits for the first day of a text that begins later, also while the program is down', async () => {
    const preview = await sendFile(admin, '养犬条例2026修正.txt', v3)
    expect(preview.text).toContain('2026-12-02 起 2 道停用待复核')
    const done = await press(admin, '入库')
    expect(done.text).toContain('2026-12-02 起停用待复核')
    const before = await states()
    await bureau.moveTo('2026-12-01', '23:00')
    expect(await states()).toEqual(before)
    bureau.clock.moveTo(new Date('2026-12-03T00:00:00Z'))
    await bureau.restart()
    await bureau.running.catchUp()
    const after = await states()
    expect(after.map((state) => state.split(' ')[0])).toEqual([
      'LIVE',
      'LIVE',
      'WAITING',
      'WAITING',
      'RETIRED',
    ])
    await bureau.running.catchUp()
    expect(await states()).toEqual(after)
    expect(admin.messages().filter(({ text }) => text.includes('有新文本：2 道题'))).toHaveLength(1)
  })

  it('stops everything that rests on a law without a successor from the day of its repeal', async () => {
    await say(admin, '/laws')
    await press(admin, law)
    await press(admin, '管理此版本')
    const asked = await press(admin, '标为废止')
    const done = await replyTo(admin, asked, '2026-12-05')
    expect(done.text).toContain('2026-12-05 起停用待复核')
    await bureau.moveTo('2026-12-05', '00:01')
    expect(admin.last()?.text).toContain('自 2026-12-05 起废止：2 道题停用待复核')
    const card = await say(admin, '/review')
    expect(card.text).toContain('第1/4条')
    expect(card.text).toContain(`《${law}》自 2026-12-05 起废止`)
    expect(card.text).toContain('现行规定中已没有这一条')
    expect(labelsOf(card)).toEqual(['仍然适用', '修改', '停用', '下一题'])
  })

  it('asks Telegram for nothing that Telegram refuses', () => {
    const refused = bureau.telegram.calls
      .filter(({ ok, error }) => !ok && error)
      .map(({ method, error }) => `${method}: ${JSON.stringify(error)}`)
    expect(refused.filter((reason) => !/not modified|too old/.test(reason))).toEqual([])
  })

  /** Presses a button that decides, and lets the next card arrive. */
  async function decide(label: string): Promise<SimMessage> {
    const done = await press(admin, label)
    await bureau.running.catchUp()
    return done
  }

  async function idOf(place: number): Promise<number> {
    const rows = await db().question.findMany({ orderBy: { id: 'asc' } })
    return rows[place]?.id ?? 0
  }
})

/** Answers the morning's set, rightly for all that the bank says is true. */
async function answerAll(person: SimPerson): Promise<void> {
  if (!openQuestion(person)) await say(person, '/quiz')
  for (;;) {
    const message = await person.until(
      (self) => openQuestion(self) ?? resultOf(self),
      'a question or the result',
    )
    if (message === resultOf(person)) return
    person.press(message, '对')
    await person.until((self) => openQuestion(self)?.id !== message.id, 'an explanation')
  }
}

function openQuestion(person: SimPerson): SimMessage | undefined {
  return person
    .messages()
    .findLast(({ buttons }) => buttons.flat().some(({ label }) => label === '对'))
}

function resultOf(person: SimPerson): SimMessage | undefined {
  const last = person.last()
  return last?.text.includes('得分') ? last : undefined
}

async function replyTo(person: SimPerson, to: SimMessage, text: string): Promise<SimMessage> {
  const written = person.reply(to, text)
  return await person.until(
    (self) => self.messages().find(({ id, fromBot }) => fromBot && id > written),
    'an answer',
  )
}

function labelsOf({ buttons }: SimMessage): string[] {
  return buttons
    .flat()
    .map(({ label }) => label)
    .filter((label) => !label.startsWith('⚙'))
}
