import { computed, ref, watch, type Ref } from 'vue'
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

interface Reading { lines: Ref<Line[]>; failed: Ref<unknown>; wanted: Wanted; from: (() => string | undefined) | undefined; put: (line: Line) => void }

/** Asks what a code holds, one by one; when the place that things are taken from changes, everything is asked again. */
function useReading({ lines, failed, wanted, from, put }: Reading) {
  const reading = ref(0)
  async function asking(ask: () => Promise<void>): Promise<void> {
    reading.value++
    try {
      await ask()
    } catch (thrown) {
      failed.value = thrown
    } finally {
      reading.value--
    }
  }
  const scan = (text: string): Promise<void> => asking(async () => {
    let at: string | undefined
    let pieces: Piece[]
    do pieces = await readCode(text, (at = from?.()))
    while (at !== from?.())
    if (!pieces.length) toast(t('unreadable', { text }), { kind: 'late' })
    for (const piece of pieces) put(lineOf(piece, wanted))
  })
  const lookAgain = (): Promise<void> => asking(async () => {
    for (const line of lines.value.filter((one) => one.piece)) {
      const at = from?.()
      const [piece] = await readCode(line.number, at)
      if (at !== from?.()) return // changed meanwhile: everything is asked anew for the new place
      if (piece) Object.assign(line, lineOf(piece, wanted), { more: line.more })
    }
  })
  if (from) watch(from, () => void lookAgain())
  return { reading, scan }
}

/**
 * What is gathered for a paper: scanned numbers, checked one by one, and parts. `wanted` is what the numbers must be,
 * `from` the place that they are taken from: what is not there is told when it is scanned.
 */
export function useLoad(wanted: Wanted, from?: () => string | undefined) {
  const lines = ref<Line[]>([])
  const failed = ref<unknown>(null)
  const bad = computed(() => lines.value.some((one) => one.fault))

  function put(line: Line): void {
    const there = lines.value.find((one) => one.kind === line.kind && one.number === line.number)
    if (there && line.kind !== 'part') toast(t('twice', { number: line.number }), { kind: 'plan' })
    else if (there) there.quantity += line.quantity
    else lines.value.unshift(line)
  }
  const { reading, scan } = useReading({ lines, failed, wanted, from, put })
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
