import type { Command, Wallet } from '../../offline/shapes'

/** What the technician still has to hand in, in fen, with what the phone knows and the office does not. */
export interface Purse { open: number; cash: number; digital: number; submitted: number; since: string | null }

const isOf = <K extends Command['kind']>(command: Command, kind: K): command is Command<K> => command.kind === kind

const collects = (waiting: readonly Command[]): Command<'payment.collect'>[] =>
  waiting.filter((one) => isOf(one, 'payment.collect')).filter(({ payload }) => payload.method !== 'on_account' && payload.method !== 'transfer')
const remits = (waiting: readonly Command[]): Command<'remittance.submit'>[] => waiting.filter((one) => isOf(one, 'remittance.submit'))

interface Rest { open: number; cash: number }

/** What is left after a hand-in: all, the cash alone, or else the oldest of it; the same reading as the server's. */
function after(rest: Rest, amount: number): Rest {
  const open = Math.max(0, rest.open - amount)
  return { open, cash: amount === rest.cash ? 0 : Math.min(rest.cash, open) }
}

/**
 * `wallet` is the local one (unsent payments and hand-ins already counted in), `waiting` the outbox.
 *
 * The totals are the wallet's; only the share of cash is worked out here, since handed-in cash stays in `cash_fen`
 * until finance has counted it.
 */
export function purse(wallet: Wallet, waiting: readonly Command[]): Purse {
  const open = Math.max(0, wallet.held_fen - wallet.submitted_fen)
  const handedIn = wallet.payments.filter((one) => one.remittance_id !== null && one.method === 'cash').reduce((sum, one) => sum + one.amount_fen, 0)
  const pendingSum = remits(waiting).reduce((sum, one) => sum + one.payload.amount_fen, 0)
  const before: Rest = { open: open + pendingSum, cash: wallet.cash_fen - handedIn }
  const rest = remits(waiting).reduce((left, one) => after(left, one.payload.amount_fen), before)
  const cash = Math.max(0, Math.min(rest.cash, open))
  return { open, cash, digital: open - cash, submitted: wallet.submitted_fen, since: sinceOf(wallet, open) }
}

function sinceOf(wallet: Wallet, open: number): string | null {
  if (open === 0) return null
  const waits = wallet.payments.filter((one) => one.remittance_id === null).map((one) => one.collected_at).sort()
  return waits[0] ?? wallet.since
}

export type Part = 'all' | 'cash'

/** The sums that may be handed in: all of it, or the cash alone when there is scanned money beside it. */
export function choices({ open, cash }: Purse): { value: Part; fen: number }[] {
  const all = open > 0 ? [{ value: 'all' as const, fen: open }] : []
  return cash > 0 && cash < open ? [...all, { value: 'cash' as const, fen: cash }] : all
}

/** A payment as a line: from the office's book, or from the outbox. */
export interface PaidLine { id: string; customer: string; things_zh: string; things_en: string; method: string; fen: number; at: string; state: 'unsent' | 'submitted' | 'open' }

export function paidLines(wallet: Wallet, waiting: readonly Command[]): PaidLine[] {
  const unsent: PaidLine[] = collects(waiting).map(({ id, about, payload, event_time }) => (
    { id, customer: about.customer, things_zh: '', things_en: '', method: payload.method, fen: payload.amount_fen, at: event_time, state: 'unsent' }))
  const known: PaidLine[] = wallet.payments.map((one) => (
    { id: one.id, customer: one.customer_name, things_zh: one.things_zh, things_en: one.things_en, method: one.method, fen: one.amount_fen, at: one.collected_at, state: one.remittance_id ? 'submitted' : 'open' }))
  return [...unsent, ...known].sort((a, b) => b.at.localeCompare(a.at))
}

/** A hand-in as a line: what became of it, with the reason when it came back. */
export interface HandedLine { id: string; fen: number; cash: number | null; at: string; state: 'unsent' | 'submitted' | 'confirmed' | 'returned'; why: string; /** Counted less what was handed in, in fen. */ off: number }

export function handedLines(wallet: Wallet, waiting: readonly Command[]): HandedLine[] {
  const unsent: HandedLine[] = remits(waiting).map(({ id, payload, event_time }) => ({ id, fen: payload.amount_fen, cash: null, at: event_time, state: 'unsent', why: '', off: 0 }))
  const known: HandedLine[] = wallet.remittances.map((one) => ({
    id: one.id, fen: one.amount_fen, cash: one.cash_fen, at: one.submitted_at, state: one.state, why: one.return_reason || one.difference_note,
    off: one.counted_fen === null ? 0 : one.counted_fen - one.cash_fen,
  }))
  return [...unsent, ...known].sort((a, b) => b.at.localeCompare(a.at))
}

/** The hand-in that stands against the technician right now: over the limit by the office's word or by the clock. */
export const isOverdue = (wallet: Wallet, open: number, now: number): boolean =>
  open > 0 && (wallet.overdue || (wallet.limit_at !== null && Date.parse(wallet.limit_at) < now))
