import type { Sql } from '../../platform/db.ts'
import { itemsOf } from '../../quiz/items.ts'
import { participationOf } from '../../quiz/participation.ts'
import { daysBetween, type Day } from '../../shared/day.ts'
import type { UnitRef } from '../../shared/person.ts'
import type { Question } from '../../shared/question.ts'
import { articlesMissed } from '../mastery.ts'
import { says } from './quote.ts'
import { roomQuestion, type RoomQuestion } from './room-question.ts'
import { findLastDrill, listArticlesOf, listLineage, listQuestionsOn, type Cited } from './store.ts'

/** An article in the text that is in force today. */
export interface InForce {
  articleId: number
  law: string
  /** `第八十三条` */
  article: string
  /** The day the text was made. */
  version: Day
  text: string
}

/** Wired by the shell to the law slice; null where the library has no such article in force. */
export type FindInForce = (cited: Cited) => Promise<InForce | null>

export interface ScriptDeps {
  db: Sql
  findArticle: FindInForce
}

/** What a leader reads out at roll call; nobody's name and nobody's score is in it. */
export interface Script {
  unit: UnitRef
  day: Day
  /** The last training day, which it looks back at. */
  drill: Day
  /** Whether the article was missed most, or is one of the day's theme. */
  from: 'missed' | 'theme'
  topic: string | null
  article: InForce
  /** The words that the question rests on. */
  quoted: string | undefined
  question: RoomQuestion | null
}

export type ScriptMade = { kind: 'script'; script: Script } | { kind: 'no-drill' | 'no-article' }

/** In fewer people or answers one could tell whose mistake it was. */
const fewest = 5
/** So many articles are looked at before something else has to do: a library may lack whole laws. */
const mostTried = 40

/**
 * The script of a unit for the roll call of `day`: the article missed most on the last training day, in this unit, or
 * where too few answered in the one above; without one an article of the theme. Only articles that are in force today
 * and still say what their questions rest on.
 * @throws when there is no such unit
 */
export async function makeScript(
  deps: ScriptDeps,
  { unitId, day }: { unitId: number; day: Day },
): Promise<ScriptMade> {
  const [unit, ...above] = await listLineage(deps.db, unitId)
  if (!unit) throw new Error(`no unit ${unitId}`)
  const drill = await findLastDrill(deps.db, day)
  if (!drill) return { kind: 'no-drill' }
  const made = (from: Script['from'], about: About): ScriptMade => ({
    kind: 'script',
    script: { unit, day, drill: drill.day, from, ...about },
  })
  const missed = await listMissed(deps.db, [unit, ...above], drill.day)
  const first = await firstReadable(deps, missed.slice(0, mostTried))
  if (first) return made('missed', first)
  for (const theme of [drill.theme, null]) {
    const listed = await listArticlesOf(deps.db, theme)
    const about = await firstReadable(deps, takingTurns(listed, day).slice(0, mostTried))
    if (about) return made('theme', about)
  }
  return { kind: 'no-article' }
}

async function listMissed(sql: Sql, lineage: UnitRef[], day: Day): Promise<Cited[]> {
  for (const { id: unitId } of lineage) {
    const span = { unitId, fromDay: day, toDay: day }
    const { total } = await participationOf(sql, span)
    if (total.done + total.madeUp < fewest) continue
    const items = await itemsOf(sql, span)
    const answered = items.reduce((sum, item) => sum + item.answered, 0)
    // One wrong answer is nobody's weak point.
    if (answered >= fewest) return articlesMissed(items).filter(({ wrong }) => wrong > 1)
  }
  return []
}

type About = Pick<Script, 'topic' | 'article' | 'quoted' | 'question'>

async function firstReadable(deps: ScriptDeps, articles: Cited[]): Promise<About | null> {
  for (const cited of articles) {
    const about = await readable(deps, cited)
    if (about) return about
  }
  return null
}

async function readable({ db, findArticle }: ScriptDeps, cited: Cited): Promise<About | null> {
  const article = await findArticle(cited)
  if (!article) return null
  const questions = (await listQuestionsOn(db, cited)).filter(({ content }) =>
    stillRests(content, article),
  )
  const [first] = questions
  if (!first) return null
  const question = roomQuestion(questions.map(({ content }) => content))
  const source = question?.source ?? first.content
  return { topic: first.topic, article, quoted: source.basis?.quote, question }
}

/** The number of an article may mean another rule in a later text of the law. */
function stillRests({ basis }: Question, article: InForce): boolean {
  if (basis?.quote !== undefined) return says(article.text, basis.quote)
  return basis?.version === undefined || basis.version === article.version
}

function takingTurns<Item>(items: Item[], day: Day): Item[] {
  const first = items.length === 0 ? 0 : daysBetween('2020-01-01', day) % items.length
  return [...items.slice(first), ...items.slice(0, first)]
}
