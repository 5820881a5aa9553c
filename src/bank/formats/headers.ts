/** What a column or a field is for, by the words people head it with. Pure. */

export type Role =
  | 'stem'
  | 'kind'
  | 'key'
  | 'option'
  | 'options'
  | 'explanation'
  | 'difficulty'
  | 'topic'
  | 'source'
  | 'law'
  | 'version'
  | 'article'
  | 'quote'
  | 'rubric'
  | 'number'
  | 'flag'
  | 'passage'
  | 'media'
  | 'other'

export interface Heading {
  role: Role
  /** For `option`: its letter or number, `A` or `1`. For a numbered key (`答案1`): its number. */
  mark?: string
  /** Among several columns of a role the one with the least rank is meant. */
  rank: number
}

/** Likeliest word first: its place is its rank. */
const words: [Role, string][] = [
  [
    'stem',
    '题干 题目内容 试题内容 试题题干 问题内容 题目题干 题目描述 题面 试题题目 试题正文 考题 试题 题目 问题 问题描述 题目名称 试题名称 题目标题 试题标题 stem question questioncontent questiontext questionstem questiontitle questionname questiondescription problem prompt ques q 内容 content title text 标题 query sentence subjecttitle tigan timu tm wenti input 知识问答',
  ],
  [
    'kind',
    '题型 试题类型 题目类型 题目题型 试题题型 题型名称 考题类型 问题类型 题类 题目类别 题型分类 类型 questiontype qtype kind type typename questionkind leixing tixing tx 类别 种类',
  ],
  [
    'key',
    '正确答案 标准答案 参考答案 正确选项 正确项 正确答案选项 答案选项 试题答案 题目答案 答案内容 答案 正确 答 标答 答案解 correctanswer rightanswer correctanswers correctoption correctoptions correctchoice standardanswer referenceanswer answerkey rightkey questionanswer answer answers correct right key solution label ans output target response gold daan da zqda correctindex answerindex correctanswerindex correctoptionindex rightindex correctidx answeridx 判断结果 正误 对错',
  ],
  [
    'options',
    '选项 选项内容 选项文本 备选项 备选答案 候选项 候选答案 可选项 全部选项 选项列表 题目选项 试题选项 答案选择 options choices optionlist questionoptions optioncontent optiontext candidates selections alternatives xuanxiang choose',
  ],
  [
    'explanation',
    '答案解析 试题解析 题目解析 整体解析 解析 解析说明 答案说明 详解 解答 解释 注解 解题思路 分析 说明 试题分析 答案分析 知识拓展 analysis explanation explain explanations feedback rationale reason parse parsing jiexi hint comment 备注 remark',
  ],
  [
    'difficulty',
    '难度 试题难度 题目难度 难度等级 难度系数 难易程度 难易度 难易 difficulty questiondifficulty level nandu hard',
  ],
  [
    'topic',
    '知识点 知识点名称 考点 主题 专题 章节 所属章节 章节名称 归属章 章 目录 科目 课程 学科 模块 分类 题目分类 试题分类 所属分类 类目 所属题库 题库 题库名称 所属知识点 知识分类 chapter section subject category topic tag tags knowledge knowledgepoint module domain 归属节 节',
  ],
  [
    'source',
    '法律依据 依据 出处 来源 题目来源 试题来源 法规依据 政策依据 答案依据 出题依据 答案出处 参考资料 basis source reference lawbasis 教材页码 页码 excludes',
  ],
  ['law', '法律名称 法规名称 法律法规 法规 法律 law'],
  ['version', '法律版本 版本 法律版本日期 version lawversion'],
  ['article', '条款 法条 条文 article clause'],
  ['quote', '法条原文 条文原文 原文 条文内容 quote'],
  ['rubric', '评分要点 评分标准 采分点 rubric'],
  [
    'number',
    '序号 题号 编号 题目序号 试题编号 题目编号 题目id 试题id id no num number xuhao index sn questionid qid seq order 行号 标识',
  ],
  [
    'flag',
    '是否正确项 是否正确 是否正确答案 是否答案 是否为答案 是否正确选项 正确与否 iscorrect isright isanswer istrue correctflag 是否为正确答案',
  ],
  [
    'passage',
    '材料 背景 阅读材料 题目材料 案例 案例内容 passage context material background article_text paragraph',
  ],
  [
    'media',
    '图片 题目图片 试题图片 题干图片 选项图片 题目视频 视频 音频 附件 image picture img video audio photo',
  ],
  [
    'other',
    '分值 分数 得分 每题分值 题目分值 score points mark marks 时间 time timelimit 限时 创建人 创建时间 更新时间 状态 status 选项解析 选项数 选项个数 选项数量 答题时间 出题人 审题人 作者 author creator language',
  ],
]

const known = new Map<string, Heading>()
for (const [role, list] of words) {
  for (const [rank, word] of list.split(' ').entries()) {
    if (!known.has(word)) known.set(word, { role, rank })
  }
}

const optionWords =
  '(?:选择项|备选答案|备选项|候选答案|候选项|选项|选择|option|choice|opt|xuanxiang)'
const mark = '([a-z]|\\d{1,2}|[一二三四五六七八九十])'
const optionAfter = new RegExp(`^${optionWords}[-_.:：]?[(（【[]?${mark}[)）】\\]]?$`)
const optionBefore = new RegExp(
  `^[(（【[]?${mark}[)）】\\]]?[-_.、]?(?:选项|项|答案|option|choice)$`,
)
const answerNumbered = new RegExp(`^(?:答案|answer|ans|正确答案)[-_]?[(（]?${mark}[)）]?$`)

/** What a heading says its column is for, or null for words of no meaning here. */
export function headingOf(text: string): Heading | null {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*:：★※]/g, '')
  if (plain === '' || plain.length > 60) return null
  return readWords(plain) ?? readWords(bareHeading(plain))
}

function readWords(plain: string): Heading | null {
  const exact = known.get(plain)
  if (exact) return exact
  const option = optionAfter.exec(plain) ?? optionBefore.exec(plain) ?? /^([a-z])\.?$/.exec(plain)
  if (option?.[1]) return { role: 'option', mark: markOf(option[1]), rank: 0 }
  const numbered = answerNumbered.exec(plain)
  return numbered?.[1] ? { role: 'key', mark: markOf(numbered[1]), rank: 0 } : null
}

/** Without remarks: `题干(必填)`, `选项h(勿删)`, `question-max120characters`, `correct_answer`. */
function bareHeading(plain: string): string {
  return plain
    .replace(/[(（【[].*?[)）】\]]/g, '')
    .replace(/-.*$/, '')
    .replace(/[_\-./]/g, '')
    .replace(/(必填|选填|必选|可选)$/, '')
}

const numerals = '一二三四五六七八九十'

function markOf(text: string): string {
  const numeral = numerals.indexOf(text)
  return numeral >= 0 ? String(numeral + 1) : text.toUpperCase()
}
