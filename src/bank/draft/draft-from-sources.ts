import type { Llm, LlmFailure } from '../../platform/llm.ts'
import type { Question } from '../../shared/question.ts'
import { askForDrafts } from './ask-for-drafts.ts'
import { draftByRules, type Draft, type DraftSource } from './rules/draft.ts'
import { addTo, siftDrafts, type DroppedCounts } from './sift.ts'

/** Whether a model drafted, none is set up, or it gave out before the end. */
export type ModelPart = 'none' | 'used' | 'gave-out'

export interface SourceDrafts {
  drafts: (Draft & { source: DraftSource })[]
  dropped: DroppedCounts
  /** How many of the drafts were made by rules. */
  byRules: number
  model: ModelPart
}

export interface SourceDeps {
  llm: Llm | null
  now: () => Date
  random: () => number
  /** Questions that rest on the article already. */
  findOthers: (source: DraftSource) => Promise<Question[]>
}

/** Marking has the same model: drafting takes half of the calls that may run at once. */
const atOnce = 2
/** Then the rest is drafted by rules: the last call ends before the lease of the job does. */
const modelTimeMs = 60_000
/** Another article may fare better after these. */
const ofThisArticle: LlmFailure[] = ['declined', 'not-json', 'truncated']

/**
 * Drafts from each source: by the model, and by rules where there is none, where it gave out or where
 * nothing that it wrote passed the check.
 */
export async function draftFromSources(
  deps: SourceDeps,
  sources: DraftSource[],
): Promise<SourceDrafts> {
  const all: SourceDrafts = {
    drafts: [],
    dropped: {},
    byRules: 0,
    model: deps.llm ? 'used' : 'none',
  }
  const until = deps.now().getTime() + modelTimeMs
  for (let from = 0; from < sources.length; from += atOnce) {
    if (all.model === 'used' && deps.now().getTime() > until) all.model = 'gave-out'
    const llm = all.model === 'used' ? deps.llm : null
    const some = sources.slice(from, from + atOnce)
    const done = await Promise.all(some.map((source) => draftFromOne({ ...deps, llm }, source)))
    for (const one of done) {
      all.drafts.push(...one.drafts)
      addTo(all.dropped, one.dropped)
      all.byRules += one.byRules
      if (one.isOut) all.model = 'gave-out'
    }
  }
  return all
}

type OneDrafted = Omit<SourceDrafts, 'model'> & {
  /** The model does not answer any more. */
  isOut: boolean
}

async function draftFromOne(
  { llm, random, findOthers }: SourceDeps,
  source: DraftSource,
): Promise<OneDrafted> {
  const others = await findOthers(source)
  const stems = others.map(({ stem }) => stem)
  const told = llm ? await askForDrafts(llm, source, stems) : null
  const drafted = told && 'drafts' in told ? told.drafts : []
  const byModel = siftDrafts(drafted, { source, others })
  const isOut = told !== null && 'failure' in told && !ofThisArticle.includes(told.failure)
  const withSource = (drafts: Draft[]) => drafts.map((draft) => ({ ...draft, source }))
  if (byModel.kept.length > 0) {
    const { kept, dropped } = byModel
    return { drafts: withSource(kept), dropped, byRules: 0, isOut }
  }
  const byRules = siftDrafts(draftByRules(source, random), { source, others })
  const dropped = { ...byModel.dropped }
  addTo(dropped, byRules.dropped)
  return { drafts: withSource(byRules.kept), dropped, byRules: byRules.kept.length, isOut }
}
