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

function lineWord(before: Line | null, after: Line | null, preview: Preview): string {
  const line = after ?? before
  if (!line) return ''
  const vehicle = preview.vehicles[line.vehicle_id]?.plate || t('otherVehicle')
  const words = { vehicle, terminal: line.terminal_no, from: sayTime(line.from_at), until: line.until_at ? sayTime(line.until_at) : '' }
  if (line.standing === 'rejected') return t('lineRejected', words)
  if (line.standing !== 'valid') return before?.standing === 'valid' ? t('lineGone', words) : ''
  if (before?.standing === 'valid' && !before.until_at && line.until_at) return t('lineEnds', words)
  return t(line.until_at ? 'lineBetween' : 'lineBegins', words) + (line.iccid ? t('withCard', { card: line.iccid }) : t('noCard'))
}

function thingWord(one: Preview['things'][number], preview: Preview): string {
  if (!one.to_stop) return ''
  const from = one.from_stop ? stopWord(one.from_stop, preview) : ''
  const to = stopWord(one.to_stop, preview)
  if (one.to_stop.kind === 'transit' && one.state_after === 'unsettled') return t('thingLost', { number: one.number })
  if (from === to) return one.state_after === 'good' && one.state_before !== 'good' ? t('thingState', { number: one.number }) : ''
  return t('thingMoves', { number: one.number, from, to })
}
