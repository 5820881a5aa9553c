/**
 * What a category of Moodle's is about: the last part of its path (`$course$/top/治安/处罚`), where
 * `//` is a slash in a name; '' for a path that names nothing.
 */
export function topicOf(path: string): string {
  const parts = path
    .trim()
    .replaceAll('//', '\uFDD0')
    .split('/')
    .map((part) => part.replaceAll('\uFDD0', '/').trim())
    .filter((part) => part !== '' && part !== 'top' && !/^\$\w+\$$/.test(part))
  return parts.at(-1) ?? ''
}
