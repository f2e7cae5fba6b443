import { computed, ref } from 'vue'
import { toast } from '@shared/ui/toast'
import { said } from '../../parts/words'
import type { LoadLine } from './LoadList.vue'
import { t } from './messages'
import { lineFaults, readCode, type Piece } from './useStocking'

type Line = LoadLine & { piece?: Piece }
type Wanted = 'known' | 'new'

function faultOf(piece: Piece, wanted: Wanted): string | undefined {
  if (piece.fault) return said(piece.fault)
  if (wanted === 'new' && piece.known) return t('inBooks')
  return wanted === 'known' && !piece.known ? t('notInBooks') : undefined
}
function lineOf(piece: Piece, wanted: Wanted): Line {
  const more = [piece.imei && piece.imei !== piece.number ? piece.imei : '', piece.msisdn].filter(Boolean).join(' ')
  return { kind: piece.kind, number: piece.number, quantity: 1, more, hint: piece.hint ? said(piece.hint) : undefined, fault: faultOf(piece, wanted), unknown: wanted === 'known' && !piece.known, piece }
}

/** What is gathered for a paper: scanned numbers, checked one by one, and parts. `wanted` is what the numbers must be. */
export function useLoad(wanted: Wanted) {
  const lines = ref<Line[]>([])
  const reading = ref(0)
  const failed = ref<unknown>(null)
  const bad = computed(() => lines.value.some((one) => one.fault))

  function put(line: Line): void {
    const there = lines.value.find((one) => one.kind === line.kind && one.number === line.number)
    if (there && line.kind !== 'part') toast(t('twice', { number: line.number }), { kind: 'plan' })
    else if (there) there.quantity += line.quantity
    else lines.value.unshift(line)
  }
  async function scan(text: string): Promise<void> {
    reading.value++
    try {
      const pieces = await readCode(text)
      if (!pieces.length) toast(t('unreadable', { text }), { kind: 'late' })
      for (const piece of pieces) put(lineOf(piece, wanted))
    } catch (thrown) {
      failed.value = thrown
    } finally {
      reading.value--
    }
  }
  /** The refusal's words beside the lines that it names. */
  function refuse(thrown: unknown): void {
    failed.value = thrown
    const told = lineFaults(thrown)
    for (const one of lines.value) one.fault = told[one.number] ?? one.fault
  }
  const drop = (line: LoadLine): void => { lines.value = lines.value.filter((one) => one.kind !== line.kind || one.number !== line.number); failed.value = null }
  /** The number was a slip: the one that is in the books takes its place. */
  const mean = (line: LoadLine, number: string): Promise<void> => { drop(line); return scan(number) }
  const clear = (): void => { lines.value = []; failed.value = null }
  const numbers = (kind: 'device' | 'sim'): string[] => lines.value.filter((one) => one.kind === kind).map((one) => one.number)
  const parts = (): Record<string, number> => Object.fromEntries(lines.value.filter((one) => one.kind === 'part').map((one) => [one.number, one.quantity]))
  return { lines, reading, failed, bad, scan, put, refuse, drop, mean, clear, numbers, parts, total: computed(() => lines.value.reduce((sum, one) => sum + one.quantity, 0)) }
}
