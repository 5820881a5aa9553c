import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SimMessage, SimPerson } from '../../src/simulator/start-simulator.ts'
import { publicOrder2025, take } from '../law/law-fixture.ts'
import { openBureau, type Bureau } from '../support/bureau.ts'
import { bind, loadRoster, press, say, sendFile } from '../support/people.ts'

const hours = {
  point: '询问查证的时限',
  kind: 'single',
  stem: '根据《治安管理处罚法》第九十七条，公安机关传唤违反治安管理行为人后，询问查证的时间一般不得超过多久？',
  options: ['四小时', '八小时', '十二小时', '四十八小时'],
  key: 'B',
  quote: '询问查证的时间不得超过八小时',
  explanation: '条文规定一般不得超过八小时。',
  rubric: [],
}
const relatives = {
  ...hours,
  point: '通知家属',
  kind: 'true-false',
  stem: '根据《治安管理处罚法》第九十七条，公安机关可以不将传唤的原因和处所通知被传唤人家属。',
  options: [],
  key: '错',
  quote: '公安机关应当及时将传唤的原因和处所通知被传唤人家属',
  explanation: '条文规定应当及时通知。',
}
const falsely = { ...hours, stem: `${hours.stem}以上。`, quote: '询问查证的时间不得超过六小时' }

const policy = `江城市公安局执法记录仪使用管理办法
一、佩戴要求
（一）现场执法民警应当佩戴执法记录仪，每组不得少于两台。
（二）民警李伟，电话13812345678，负责每周检查一次执法记录仪的电量和存储空间。
二、保存要求
（一）民警应当在执法活动结束后二十四小时以内上传录音录像。
（二）录音录像的保存期限不得少于六个月。`

const story =
  '民警赵强将一名男子传唤到派出所询问，三十小时后才让其离开，其间没有通知家属。该男子电话13912345678，身份证11010519491231002X。赵强认为询问查证时间合法。'

describe('questions drafted with a model', () => {
  const mock = new LLMock({ port: 0 })
  let bureau: Bureau
  let officer: SimPerson
  let admin: SimPerson

  beforeAll(async () => {
    await mock.start()
    const model = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: `${mock.url}/v1` }
    bureau = await openBureau({ day: '2026-11-22', time: '15:00' }, model)
    admin = bureau.admin
    await take(bureau.running.deps.db, publicOrder2025)
    const codes = await loadRoster(bureau)
    officer = await bind(bureau, 700_302, codes.get('000302') ?? '')
  })
  afterAll(async () => {
    await bureau.stop()
    await mock.stop()
  })

  it('begin under an article, which only reviewers are offered', async () => {
    tell(mock, /<source-[^>]*>\n《[^》]*》第九十七条\n/, { questions: [hours, relatives, falsely] })
    const read = await openArticle(officer, '第九十七条')
    expect(labelsOf(read)).not.toContain('据此出题')
    await openArticle(admin, '第九十七条')
    const begun = await press(admin, '据此出题')
    expect(begun.text).toBe(
      '正在出题：《中华人民共和国治安管理处罚法》第九十七条。完成后会通知您。',
    )
    const done = await admin.until(showing('出了 2 题'), 'the drafts')
    expect(done.text).toContain('单选 1，判断 1')
    expect(done.text).toContain('引文不在原文里 1')
    expect(labelsOf(done)).toEqual(['开始审核'])
  })

  it('reach officers after somebody approved them, also whoever asked for them', async () => {
    for (const stem of [hours.stem, relatives.stem]) {
      const card = await press(admin, stem === hours.stem ? '开始审核' : '下一')
      expect(card.text).toContain('新题待审')
      expect(card.text).toContain(stem)
      expect(card.text).toContain('法律库中的条文')
      await press(admin, '通过')
    }
    await bureau.moveTo('2026-11-23', '06:40')
    const dealt = await officer.until(showing('第1/'), 'the first question')
    expect([hours.stem, relatives.stem].some((stem) => dealt.text.includes(stem))).toBe(true)
  })

  it('come from a policy that is sent as a file, without the names in it', async () => {
    const section = '执法记录仪使用管理办法》第二部分第（二）项'
    const stored = {
      ...hours,
      point: '保存期限',
      stem: '根据《江城市公安局执法记录仪使用管理办法》，录音录像的保存期限不得少于多久？',
      options: ['三个月', '六个月', '九个月', '十二个月'],
      quote: '录音录像的保存期限不得少于六个月',
      explanation: '办法规定不得少于六个月。',
    }
    tell(mock, new RegExp(section), { questions: [stored] })
    tell(mock, /执法记录仪使用管理办法》/, { questions: [] })
    const offer = await sendFile(admin, '执法记录仪.txt', policy)
    expect(offer.text).toContain('已隐去个人信息：手机号 1 处、姓名 1 处')
    expect(labelsOf(offer)).toEqual(['当作制度文件出题', '当作案例出题', '不用了，删除'])
    await press(admin, '当作制度文件出题')
    const done = await admin.until(
      showing('据江城市公安局执法记录仪使用管理办法出了'),
      'the drafts',
    )
    expect(done.text).toContain('由程序拟定')
    expect(sent(mock)).toContain('负责每周检查一次')
    expect(sent(mock)).not.toMatch(/李伟|13812345678/)
  })

  it('come from a case that is typed, after its writer saw what leaves the program', async () => {
    const scenario = '民警将某甲传唤到派出所询问，三十小时后才让其离开，其间没有通知家属。'
    const { point: _, ...one } = hours
    const { point: __, ...other } = relatives
    const questions = [
      { ...one, stem: '对某甲询问查证的时间，一般不得超过多久？' },
      { ...other, stem: '民警可以不将传唤某甲的原因和处所通知其家属。' },
    ]
    mock.onMessage(/案情：/, (request) => {
      const listed = JSON.stringify(request.messages)
      const article = Number(/\[(\d)\]《[^》]*》第九十七条/.exec(listed)?.[1] ?? 0)
      const steps = { issue: '询问是否超时。', analysis: '三十小时太久。', conclusion: '超时。' }
      const cited = questions.map((question) => ({ ...question, article }))
      return { content: JSON.stringify({ scenario, ...steps, questions: cited }) }
    })
    await say(admin, '/banks')
    const how = await press(admin, '出题')
    expect(how.text).toContain('出题的三种方式')
    await press(admin, '写一个案例')
    const kept = await answered(admin, () => admin.send(story))
    expect(kept.text).toContain('已隐去个人信息：身份证号 1 处、手机号 1 处、姓名 2 处')
    expect(kept.text).not.toMatch(/赵强|139/)
    mock.clearRequests()
    await press(admin, '开始出题')
    const done = await admin.until(showing('出了 2 题'), 'the drafts')
    expect(done.text).toContain('单选 1，判断 1')
    expect(sent(mock)).toContain('三十小时后才让其离开')
    expect(sent(mock)).not.toMatch(/赵强|13912345678|11010519491231002X/)
  })

  it('come from rules where the model dies in the middle, and nothing is made twice', async () => {
    mock.clearFixtures()
    mock.on({ userMessage: /./ }, { error: { message: 'down' }, status: 500 })
    await openArticle(admin, '第九十八条')
    await press(admin, '据此出题')
    const done = await admin.until(showing('大模型中途没有回应'), 'the drafts')
    expect(done.text).toContain('第九十八条出了')
    const { db } = bureau.running.deps
    const waiting = await db.question.count({ where: { family: { contains: '第九十八条' } } })
    expect(done.text).toContain(`${waiting} 题由程序拟定`)
  })
})

describe('questions drafted without a model', () => {
  let bureau: Bureau
  let admin: SimPerson

  beforeAll(async () => {
    bureau = await openBureau({ day: '2026-11-22', time: '15:00' })
    admin = bureau.admin
    await take(bureau.running.deps.db, publicOrder2025)
  })
  afterAll(() => bureau.stop())

  it('come from the articles that have to do with a case, which itself needs a model', async () => {
    await say(admin, '/banks')
    const how = await press(admin, '出题')
    expect(how.text).toContain('还没有配置')
    await press(admin, '写一个案例')
    const refused = await answered(admin, () => admin.send('太短'))
    expect(refused.text).toContain('案情太短')
    await answered(admin, () => admin.send(story))
    await press(admin, '开始出题')
    const offered = await admin.until(showing('案例题需要大模型来写'), 'the articles')
    const [article = ''] = labelsOf(offered)
    expect(article).toMatch(/^第.*条 中华人民共和国治安管理处罚法/)
    admin.press(offered, article)
    const done = await admin.until(showing('没有配置大模型'), 'the drafts')
    expect(labelsOf(done)).toEqual(['开始审核'])
    // The same press again, as a slow line makes people do.
    admin.press(offered, article)
    await admin.until(showing('这里已经点过出题'), 'the answer to the second press')
    expect((await press(admin, '开始审核')).text).toContain('新题待审')
  })

  it('are not drafted from what its sender takes back', async () => {
    await sendFile(admin, '执法记录仪.txt', policy)
    const gone = await press(admin, '不用了，删除')
    expect(gone.text).toBe('已删除，没有出题。')
    const { db } = bureau.running.deps
    expect(await db.draftRequest.count({ where: { kind: 'POLICY' } })).toBe(0)
  })
})

function tell(mock: LLMock, about: RegExp, answer: object): void {
  mock.onMessage(about, { content: JSON.stringify(answer) })
}

/** Everything that reached the model. */
function sent(mock: LLMock): string {
  return JSON.stringify(mock.getRequests().map(({ body }) => body))
}

async function openArticle(person: SimPerson, article: string): Promise<SimMessage> {
  await say(person, `/laws ${article}`)
  const message = await press(person, article)
  expect(message.text).toContain(article)
  return message
}

async function answered(person: SimPerson, act: () => unknown): Promise<SimMessage> {
  const newest = person.last()?.id ?? 0
  act()
  return await person.until(
    (self) => self.messages().findLast(({ id, fromBot }) => fromBot && id > newest),
    'an answer',
  )
}

const showing = (text: string) => (person: SimPerson) =>
  person.messages().findLast((message) => message.fromBot && message.text.includes(text))

const labelsOf = (message: SimMessage) => message.buttons.flat().map(({ label }) => label)
