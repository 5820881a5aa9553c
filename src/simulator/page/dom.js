/**
 * Builds an element. `on` holds listeners, `data` holds data-* values, `label`, `text` and
 * `placeholder` in `say` are keys of i18n.js that follow the page's language; everything else is an
 * attribute (false, null and undefined leave it out). Texts become text nodes: nothing here parses HTML.
 */
export const h = (tag, props = {}, ...children) => {
  const element = document.createElement(tag)
  const { on = {}, data = {}, say = {}, ...attributes } = props
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener)
  for (const [name, value] of Object.entries(data))
    if (present(value)) element.dataset[name] = value
  for (const [place, key] of Object.entries(say)) element.dataset[SAY[place]] = key
  for (const [name, value] of Object.entries(attributes)) {
    if (present(value)) element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.flat().filter(present))
  return element
}

/** Where a translated text goes → the dataset name that remembers its key. */
export const SAY = { text: 'say', label: 'sayLabel', placeholder: 'sayPlaceholder' }

const present = (value) => value !== undefined && value !== null && value !== false
