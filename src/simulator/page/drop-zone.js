import { isPicture } from './composer.js'
import { h } from './dom.js'
import { speak } from './i18n.js'
import { iconOf } from './icons.js'

/**
 * Lets files be dropped on `phone`: one zone, or two when they are all pictures, which may go as
 * files or as photos.
 */
export const createDropZone = (phone, sendFiles) => {
  const zone = (icon, key, asPhoto) =>
    h(
      'div',
      { class: 'drop', data: { asPhoto: asPhoto && 'yes' } },
      iconOf(icon),
      h('span', { say: { text: key } }),
    )
  const asFile = zone('file', 'dropFile', false)
  const asPhoto = zone('image', 'dropPhoto', true)
  const shade = speak(h('div', { class: 'drop-shade', hidden: true }, asFile, asPhoto))

  const hide = () => {
    shade.hidden = true
  }
  phone.addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    const items = [...event.dataTransfer.items]
    asPhoto.hidden = items.length === 0 || !items.every(isPicture)
    shade.hidden = false
  })
  phone.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    const over = event.target.closest?.('.drop')
    for (const each of [asFile, asPhoto]) each.classList.toggle('over', each === over)
  })
  phone.addEventListener('dragleave', (event) => {
    if (!phone.contains(event.relatedTarget)) hide()
  })
  phone.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    hide()
    const photo = event.target.closest?.('.drop')?.dataset.asPhoto === 'yes'
    void sendFiles([...event.dataTransfer.files], photo)
  })
  return shade
}

const carriesFiles = ({ dataTransfer }) => [...dataTransfer.types].includes('Files')
