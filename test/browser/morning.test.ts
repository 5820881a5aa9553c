import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startDemo, type Demo } from '../../src/demo/run-demo.ts'
import { readTables, writeWorkbook } from '../../src/platform/tables.ts'
import {
  hasChromium,
  launchChromium,
  openPage,
  phoneOf,
  takePicture,
  type Complaints,
  type Phone,
} from './chromium.ts'
import { knownAnswer } from './known-answers.ts'

describe.skipIf(!hasChromium())('a newcomer’s morning with the demo', () => {
  let demo: Demo
  let browser: Browser
  let page: Page
  let complaints: Complaints
  let officer: Phone
  let leader: Phone
  let admin: Phone

  beforeAll(async () => {
    demo = await startDemo({ port: 0 })
    browser = await launchChromium()
    const opened = await openPage(browser, demo.url, { width: 1440, height: 900 })
    page = opened.page
    complaints = opened.complaints
    officer = phoneOf(page, 0)
    leader = phoneOf(page, 1)
    admin = phoneOf(page, 2)
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.stop()
  })

  it('opens with the card, the summary and the question bank on three phones', async () => {
    await officer.see(/晨训 · \d+月\d+日[^]*第1\/5题/)
    await leader.see(/各单位（参训率低的在前）/)
    await admin.see(/入门题库：\d+ 题/)
    expect(await page.locator('[data-control]').count()).toBe(3)
    await takePicture(page, 'three-phones.png')
  })

  it('marks and explains every answer and ends with the score', async () => {
    for (let place = 1; place <= 5; place++) {
      const rightly = place !== 2
      const shown = await answer(officer, place, rightly)
      expect(shown).toContain(rightly ? '✅' : '❌')
      expect(shown).toContain('答案：')
      expect(shown).toContain('解析：')
      expect(shown).toMatch(/《.+》第.+条/)
    }
    const result = await officer.see(/得分 4\/5/)
    expect(await result.innerText()).toMatch(/\d+月\d+日 已训[^]*建议再看/)
    await takePicture(officer.element, 'officer-result.png')
  })

  it('leads a chief from the county to the names of a station and back', async () => {
    await leader.type('/summary')
    await leader.press(await leader.see(/竹溪派出所 \d/), await stationLabel(leader))
    const station = await leader.see(/尚未完成名单（\d+ 人）\n\S+ \d{6}/)
    await takePicture(leader.element, 'leader-station.png')
    await leader.press(station, '返回上级')
    const county = await leader.see(/各单位（参训率低的在前）/)
    expect(await county.innerText()).toContain('清溪县公安局')
    await takePicture(leader.element, 'leader-summary.png')
  })

  it('gives a chief a picture and a workbook that opens', async () => {
    await leader.press(leader.last(), '图表')
    await leader.element.locator('.message.from-bot .photo img').waitFor()
    const county = await leader.see(/各单位（参训率低的在前）/)
    await takePicture(leader.element, 'leader-picture.png')
    await leader.press(county, 'Excel')
    const link = leader.element.locator('a.document').last()
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^晨训 清溪县公安局 .+\.xlsx$/)
    const bytes = await readStream(await download.createReadStream())
    const { sheets } = await readTables(bytes)
    const rows = sheets.flatMap((sheet) => sheet.rows.map(({ cells }) => cells[0]))
    expect(rows).toContain('云州市公安局/清溪县公安局/竹溪派出所')
  })

  it('reminds who is missing once', async () => {
    const county = await leader.see(/各单位（参训率低的在前）/)
    await leader.press(county, '提醒未训')
    await leader.see(/正在提醒 \d+ 名未训人员/)
    await leader.press(county, '提醒未训')
    expect(await (await leader.see(/已经提醒过/)).innerText()).toContain('不再重复提醒')
  })

  it('shows an admin what a file holds, imports it, and takes it back', async () => {
    await admin.sendFile('新题.xlsx', questionFile())
    const preview = await admin.see('题库：新题')
    const text = await preview.innerText()
    expect(text).toMatch(/读到 3 题/)
    expect(text).toMatch(/第4行.*没有答案/)
    await takePicture(admin.element, 'admin-preview.png')
    await admin.press(preview, '导入 3 题')
    const imported = await admin.see(/已导入 3 题到“新题”/)
    await admin.press(imported, '撤销这次导入')
    await admin.see(/已撤销导入，从“新题”删除 3 题/)
    await takePicture(admin.element, 'admin-undone.png')
  })

  it('reads a list of questions, and says of each doubt where it stands', async () => {
    await admin.sendFile('治安文字题.txt', Buffer.from(listFile))
    const preview = await admin.see('题库：治安文字题')
    const text = await preview.innerText()
    expect(text).toMatch(/读到 3 题/)
    expect(text).toMatch(/第\d+行.*没有答案/)
    await takePicture(admin.element, 'admin-list-preview.png')
    await admin.press(preview, '导入 3 题')
    await admin.see(/已导入 3 题到“治安文字题”/)
  })

  it('shows an officer the whole article, and takes a report to the reviewer', async () => {
    const shown = await officer.see('题目有误')
    const id = await shown.getAttribute('data-message')
    const answered = officer.element.locator(`[data-message="${id}"]`)
    await officer.press(answered, '看原文')
    await officer.see(/现行有效|施行/)
    await takePicture(officer.element, 'officer-article.png')
    await officer.press(answered, '题目有误')
    await officer.press(answered, '答案错')
    await admin.type('/review')
    const card = await admin.see('答案错')
    expect(await card.innerText()).toMatch(/第\s*1\/\d+\s*条/)
    await takePicture(admin.element, 'admin-review.png')
  })

  it('answers a question about the law from an article', async () => {
    await officer.type('/ask 询问未成年人要不要通知监护人')
    const found = await officer.see('以正式文本为准')
    expect(await found.innerText()).toContain('监护人')
    await takePicture(officer.element, 'officer-ask.png')
    await admin.type('/laws')
    await admin.see('治安管理处罚法')
    await takePicture(admin.element, 'admin-laws.png')
  })

  it('brings the next card with the next morning, after an evening of nudges and summaries', async () => {
    const before = await page.locator('.clock').innerText()
    await page.locator('[data-control="next-morning"]').click()
    await expect.poll(() => officer.last().innerText(), { timeout: 60_000 }).toMatch(/第1\/5题/)
    await page.locator('[data-control="next-morning"]:enabled').waitFor()
    expect(await page.locator('.clock').innerText()).not.toBe(before)
    await takePicture(page, 'next-morning.png')
    await page.locator('[data-control="summary"]').click()
    await page.locator('[data-control="summary"]:enabled').waitFor()
    await expect.poll(() => leader.last().innerText()).toMatch(/应训 \d+[^]*平均得分/)
    await takePicture(page, 'evening.png')
  })

  it('speaks English when asked, and Chinese again', async () => {
    await page.locator('[data-language-toggle]').click()
    await page.getByRole('button', { name: 'Next morning 06:40' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await takePicture(page, 'english.png')
    await page.locator('[data-language-toggle]').click()
    await page.getByRole('button', { name: '下一个清晨 06:40' }).waitFor()
  })

  it('fits a narrow screen, one phone at a time', async () => {
    const narrow = await openPage(browser, demo.url, { width: 390, height: 844 })
    await narrow.page.locator('.phone.current .message').last().waitFor()
    expect(await narrow.page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(await narrow.page.locator('.phone:visible').count()).toBe(1)
    await takePicture(narrow.page, 'narrow.png')
    await narrow.page.locator('.tab').nth(1).click()
    await narrow.page.locator('.phone.current').getByText('清溪县公安局').first().waitFor()
    await takePicture(narrow.page, 'narrow-leader.png')
    expect(narrow.complaints).toEqual({ errors: [], elsewhere: [] })
    await narrow.page.close()
  })

  it('asks nothing of other hosts and leaves the console quiet', () => {
    expect(complaints).toEqual({ errors: [], elsewhere: [] })
  })
})

/** Answers the question at `place`; gives the message as it stands then. */
async function answer(officer: Phone, place: number, rightly: boolean): Promise<string> {
  const title = `第${place}/5题`
  const message = await officer.see(title)
  const id = await message.getAttribute('data-message')
  const how = knownAnswer(await message.innerText(), rightly)
  if ('type' in how) await officer.type(how.type)
  else {
    const verdict = rightly ? '✅ 回答正确' : '❌ 回答错误'
    const notice = officer.element.locator('.toast').filter({ hasText: verdict })

    for (const label of how.press) {
      await officer.press(message, label)
      const isTick = how.press.length > 1 && label !== '提交'
      if (isTick) await message.getByRole('button', { name: `✓ ${label}` }).waitFor()
    }
    await notice.waitFor()
  }
  const answered = officer.element.locator(`[data-message="${id}"]`)
  await answered.filter({ hasText: '答案：' }).waitFor()
  if (!rightly) await takePicture(officer.element, 'officer-answer.png')
  return await answered.innerText()
}

/** The label of the button that leads to the officer's station. */
async function stationLabel(leader: Phone): Promise<string> {
  return await leader
    .last()
    .getByRole('button', { name: /^竹溪派出所/ })
    .innerText()
}

/** Three good questions as people type them, and one without its answer. */
const listFile = `一、单选题
1．公安机关传唤后询问查证一般不得超过几小时？（ A ）
A．八小时  B．十二小时  C．二十四小时
2．行政拘留合并执行最长不超过多少日？
A．十五日  B．二十日  C．三十日
二、判断题
3．询问不满十八周岁的人，应当通知其监护人到场。（√）
三、多选题
4．下列属于治安管理处罚种类的有（    ）。
A．警告
B．罚款
C．管制
答案：AB
`

/** Three good questions, and one in row 4 that lacks its answer. */
function questionFile(): Uint8Array {
  const header = ['题型', '题干', '选项A', '选项B', '选项C', '答案', '解析']
  const rows = [
    ['单选', '传唤后询问查证一般不得超过多久？', '8小时', '12小时', '24小时', 'A', '见第九十七条'],
    ['判断', '询问不满十八周岁的人可以不通知其监护人。', '', '', '', '错', ''],
    ['单选', '行政拘留合并执行最长不超过多少日？', '15日', '20日', '30日', '', ''],
    ['多选', '下列属于治安管理处罚种类的有哪些？', '警告', '罚款', '管制', 'AB', ''],
  ]
  return writeWorkbook([{ name: '题目', header, rows }])
}

async function readStream(stream: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
