/** The words that lists of questions put before a key, an explanation and the rest. Pure. */

export type Field =
  | 'key'
  | 'explanation'
  | 'source'
  | 'topic'
  | 'difficulty'
  | 'kind'
  | 'section'
  | 'stem'
  | 'options'
  | 'other'

const words: [Field, string][] = [
  [
    'explanation',
    '答案解析 试题解析 题目解析 参考解析 解析 详解 解题思路 解题分析 思路分析 分析 点评 解释 注解 改正 更正 理由 explanation analysis',
  ],
  [
    'key',
    '正确答案是 正确答案为 正确答案 参考答案 标准答案 试题答案 题目答案 本题答案 答案要点 参考要点 答题要点 要点 正确选项 答案是 答案为 答案 答 解 correctanswer rightanswer answer ans key',
  ],
  [
    'source',
    '法律依据 法规依据 政策依据 参考依据 答案依据 出题依据 命题依据 法条依据 依据 答案来源 题目来源 试题来源 来源 出处 法条 法规',
  ],
  ['topic', '所属知识点 知识点名称 知识点 考查点 考核点 考点 知识模块 知识类别'],
  ['difficulty', '试题难度 题目难度 难易程度 难度系数 难度等级 难易度 难度'],
  ['kind', '试题类型 题目类型 题型'],
  ['section', '所属章节 所属题库 所属分类 章节 分类 科目 模块 专题 目录'],
  ['stem', '试题内容 题目内容 题干 题目 试题 问题 问 question'],
  ['options', '备选答案 备选项 选项内容 选项'],
  [
    'other',
    '分值 分数 得分 每题分值 能力水平 题号 试题编号 题目编号 编号 认知层次 出题人 命题人 审核人 审题人 作者 创建人 创建时间 更新时间 适用对象 适用岗位 适用级别 专业 要求度 等级 级别 类别 关键词 关键字 权重 得分点 采分点 评分标准 评分要点 状态 标签 答题时间 页码 我的答案 你的答案 您的答案 学生答案 考生答案 正确率 score points',
  ],
]

const fields = new Map(
  words.flatMap(([field, list]) => list.split(' ').map((word) => [word, field])),
)
const any = [...fields.keys()]
  .sort((a, b) => b.length - a.length)
  .map((word) => Array.from(word).join('\\s*'))
  .join('|')
const inBrackets = `[【\\[［〔]\\s*(?:${any})\\s*[】\\]］〕]\\s*[:：]?`
const atStart = new RegExp(
  `^(?:${inBrackets}|[（(](?:${any})[)）]\\s*[:：]|(?:${any})\\s*[:：])\\s*`,
  'i',
)
/** Inside a line a label counts only after a space, a sentence or a bracket, or in brackets. */
const inside = new RegExp(
  `${inBrackets}|(?<=[\\s。；;.！!？?)）】\\]])(?:正确答案|参考答案|标准答案|答案解析|试题解析|答案|解析|难度系数|难度|知识点|分值|answer)\\s*[:：]`,
  'gi',
)
/** `答案 C`, `答案√`: without a colon only before what can be nothing but a key. */
const bareKeyLine =
  /^(?:正确|参考|标准)?答案\s*(?:(?=$)|(?=[（(]?[A-Za-zＡ-Ｚ](?:[\s,，、]*[A-Za-zＡ-Ｚ])*[)）]?[。.]?$)|(?=[（(]?(?:√|×|对|错|正确|错误)[)）]?$))/

export interface Piece {
  /** Null for text that follows what is open. */
  field: Field | null
  text: string
}

/** A line cut at its labels: `答案：C 解析：……` are two pieces. */
export function cutAtLabels(line: string): Piece[] {
  const start = labelAt(line)
  const pieces: Piece[] = []
  let field = start?.field ?? null
  let from = start?.length ?? 0
  inside.lastIndex = from
  for (let hit = inside.exec(line); hit; hit = inside.exec(line)) {
    const next = labelAt(line.slice(hit.index))
    if (!next || hit.index <= 0) continue
    pieces.push({ field, text: line.slice(from, hit.index).trim() })
    field = next.field
    from = hit.index + next.length
    inside.lastIndex = from
  }
  pieces.push({ field, text: line.slice(from).trim() })
  return pieces.filter((piece) => piece.field !== null || piece.text !== '')
}

function labelAt(text: string): { field: Field; length: number } | null {
  const bare = bareKeyLine.exec(text)
  if (bare) return { field: 'key', length: bare[0].length }
  const hit = atStart.exec(text)
  if (!hit) return null
  const word = hit[0].replace(/[\s【】[\]［］〔〕（）():：]/g, '').toLowerCase()
  const field = fields.get(word)
  return field ? { field, length: hit[0].length } : null
}
