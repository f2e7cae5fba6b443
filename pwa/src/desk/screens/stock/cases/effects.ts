import type { components } from '@shared/api/schema.gen'
import { sayTime } from '@shared/format/time'
import { stopWord } from '../../history/words'
import { t } from './messages'

export type Preview = components['schemas']['PreviewOut']
type Line = components['schemas']['SpanOut']

/** What settling so will do, in sentences; nothing at all is an answer too. */
export function effectsOf(preview: Preview): string[] {
  const said = [...preview.lines.map((one) => lineWord(one.before, one.after, preview)), ...preview.things.map((one) => thingWord(one, preview)), ...preview.parts.map((one) => t('partsMove', { code: String(one.code), n: String(one.quantity) }))]
  return said.filter((one) => one !== '')
}

const standsOpen = (line: Line | null): boolean => line?.standing === 'valid' && !line.until_at
/** Which sentence tells the change of one line; none when nothing that counts has changed. */
function sentenceOf(before: Line | null, line: Line): 'lineRejected' | 'lineGone' | 'lineEnds' | 'lineBetween' | 'lineBegins' | null {
  if (line.standing === 'rejected') return 'lineRejected'
  if (line.standing !== 'valid') return before?.standing === 'valid' ? 'lineGone' : null
  if (!line.until_at) return 'lineBegins'
  return standsOpen(before) ? 'lineEnds' : 'lineBetween'
}
const cardWord = (line: Line): string => (line.iccid ? t('withCard', { card: line.iccid }) : t('noCard'))

function lineWord(before: Line | null, after: Line | null, preview: Preview): string {
  const line = after ?? before
  const sentence = line && sentenceOf(before, line)
  return line && sentence ? t(sentence, lineFacts(line, preview)) + (sentence === 'lineBegins' || sentence === 'lineBetween' ? cardWord(line) : '') : ''
}
const lineFacts = (line: Line, preview: Preview) => ({
  vehicle: preview.vehicles[line.vehicle_id]?.plate || t('otherVehicle'), terminal: line.terminal_no, from: sayTime(line.from_at), until: line.until_at ? sayTime(line.until_at) : '',
})

function thingWord(one: Preview['things'][number], preview: Preview): string {
  if (!one.to_stop) return ''
  const from = one.from_stop ? stopWord(one.from_stop, preview) : ''
  const to = stopWord(one.to_stop, preview)
  if (one.to_stop.kind === 'transit' && one.state_after === 'unsettled') return t('thingLost', { number: one.number })
  if (from === to) return one.state_after === 'good' && one.state_before !== 'good' ? t('thingState', { number: one.number }) : ''
  return t('thingMoves', { number: one.number, from, to })
}
