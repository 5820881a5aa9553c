import type { Entity } from './types.ts'

/** td's order of types over the same words (MessageEntity.cpp, get_type_priority); others: 50. */
const PRIORITY = new Map([
  ['blockquote', 0],
  ['expandable_blockquote', 0],
  ['pre', 11],
  ['code', 20],
  ['text_link', 49],
  ['bold', 90],
  ['italic', 91],
  ['underline', 92],
  ['strikethrough', 93],
  ['spoiler', 94],
  ['custom_emoji', 99],
])

/** Entities in Telegram's order: by place, longer first, then by type; no two the same. */
export function orderEntities(entities: Entity[]): Entity[] {
  const sorted = [...entities].sort(compare)
  return sorted.filter((entity, index) => {
    const before = sorted[index - 1]
    return !before || before.type !== entity.type || compare(before, entity) !== 0
  })
}

/** Whether two entities share a character. */
export function overlaps(a: Entity, b: Entity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}

function compare(a: Entity, b: Entity): number {
  return a.offset - b.offset || b.length - a.length || priority(a) - priority(b)
}

function priority(entity: Entity): number {
  return PRIORITY.get(entity.type) ?? 50
}
