/**
 * Calls `close` when a click or the focus goes to something that is in none of `elements`. It stops
 * listening by itself once the first of them has left the page.
 */
export const closeOutside = (elements, close) => {
  const outside = ({ target }) => {
    if (elements.some((element) => element.contains(target))) return
    if (!elements[0].isConnected) return stop()
    close()
  }
  const stop = () => {
    for (const event of EVENTS) document.removeEventListener(event, outside)
  }
  for (const event of EVENTS) document.addEventListener(event, outside)
}

const EVENTS = ['pointerdown', 'focusin']
