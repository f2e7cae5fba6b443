/** Fen as "1,234.50": integer arithmetic only, so no fen is ever lost to rounding. */
export function sayAmount(fen: number): string {
  const whole = Math.abs(Math.trunc(fen))
  const yuan = String(Math.floor(whole / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '−' : ''}${yuan}.${String(whole % 100).padStart(2, '0')}`
}

/** Fen as "¥1,234.50", a debt as "−¥12.00". */
export function sayMoney(fen: number): string {
  return fen < 0 ? `−¥${sayAmount(-fen)}` : `¥${sayAmount(fen)}`
}

/** What a person typed as money ("1,234.5", "¥80", "８０") in fen; null when it is not an amount of at most two decimals. */
export function readMoney(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[¥,\s元]/g, '')
  const match = /^(\d{1,10})(?:\.(\d{0,2}))?$/.exec(plain)
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null
}
