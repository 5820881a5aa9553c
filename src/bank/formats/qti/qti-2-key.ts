import { childOf, elementsOf, textOf, type XmlElement } from '../../../platform/xml.ts'

/** What an item of QTI 2 says about one response. */
export interface Declaration {
  cardinality: string
  baseType: string
  correct: string[]
  /** Answers and what each is worth. */
  mapping: [string, number][]
}

/** The response declarations of an item by their identifiers. */
export function readDeclarations(root: XmlElement): Map<string, Declaration> {
  return new Map(
    elementsOf(root, 'responseDeclaration').map((declaration) => {
      const correct = childOf(declaration, 'correctResponse')
      const mapping = childOf(declaration, 'mapping')
      return [
        declaration.attributes.get('identifier') ?? '',
        {
          cardinality: declaration.attributes.get('cardinality') ?? 'single',
          baseType: declaration.attributes.get('baseType') ?? '',
          correct: correct ? elementsOf(correct, 'value').map(valueText) : [],
          mapping: mapping ? elementsOf(mapping, 'mapEntry').map(mapEntry) : [],
        },
      ]
    }),
  )
}

function valueText(value: XmlElement): string {
  return textOf(value).replace(/\s+/g, ' ').trim()
}

function mapEntry({ attributes }: XmlElement): [string, number] {
  return [(attributes.get('mapKey') ?? '').trim(), Number(attributes.get('mappedValue') ?? 0)]
}

/** The identifiers of what is right; without a stated answer, what earns marks. */
export function rightIdentifiers({ cardinality, correct, mapping }: Declaration): string[] {
  if (correct.length > 0) return correct
  const earning = mapping.filter(([, value]) => value > 0)
  if (cardinality !== 'single') return earning.map(([key]) => key)
  const best = Math.max(...earning.map(([, value]) => value))
  return earning.filter(([, value]) => value === best).map(([key]) => key)
}

/** The spellings of a typed answer that earn marks. */
export function accepted({ correct, mapping }: Declaration): string[] {
  const earning = mapping.filter(([, value]) => value > 0).map(([key]) => key)
  return [...new Set([...correct, ...earning])].filter((spelling) => spelling !== '')
}
