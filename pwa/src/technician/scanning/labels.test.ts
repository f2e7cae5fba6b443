import { describe, expect, it } from 'vitest'
import { labelsOf, readLabel, trusted, type Hit } from './labels'
import { shown, troubleOf } from './camera'

const IMEI = '008601230000017'
const ICCID = '89860426192300000017'
const bar = (text: string): Hit => ({ text, format: 'Code128' })
const qr = (text: string): Hit => ({ text, format: 'QRCode' })

describe('a label is split into its numbers', () => {
  const whole = { imei: IMEI, serial: 'BD00010', iccid: ICCID }
  it.each([
    [`${IMEI};BD00010;${ICCID}`], [`${ICCID},BD00010,${IMEI}`], [`${IMEI} BD00010\n${ICCID}`], [`${IMEI}；bd00010；${ICCID}`],
    [`IMEI:${IMEI};SN:BD00010;ICCID:${ICCID}`], [`{"imei":"${IMEI}","sn":"BD00010","iccid":"${ICCID}"}`],
    [`https://maker.example/q?imei=${IMEI}&sn=BD00010&iccid=${ICCID}`], [`S/N=BD00010|IMEI=${IMEI}|ICCID=${ICCID}`],
  ])('%s', (text) => expect(readLabel(qr(text))).toEqual(whole))
  it('one bare number is what its shape says', () => {
    expect(readLabel(bar(IMEI))).toEqual({ imei: IMEI, serial: '', iccid: '' })
    expect(readLabel(bar('8986042619230000001x'))).toEqual({ imei: '', serial: '', iccid: '8986042619230000001X' })
    expect(readLabel(bar('BD00010'))).toEqual({ imei: '', serial: 'BD00010', iccid: '' })
  })
  it('a foreign link, words and a retail code hold no number', () => {
    expect(readLabel(qr('https://maker.example/manual/123456'))).toBeNull()
    expect(readLabel(qr('HELLO WORLD'))).toBeNull()
    expect(readLabel({ text: '6901234567892', format: 'EAN13' })).toBeNull()
  })
  it('a card named as such stays a card, so that its fault can be told', () => expect(readLabel(qr('ICCID:123'))?.iccid).toBe('123'))
})

describe('several codes in one picture', () => {
  it('three bars of one sticker are one label', () => expect(labelsOf([bar(IMEI), bar('BD00010'), bar(ICCID), bar(IMEI)])).toEqual([{ imei: IMEI, serial: 'BD00010', iccid: ICCID }]))
  it('two terminals in sight are never mixed', () => {
    const found = labelsOf([bar(IMEI), bar('008601230000025'), bar(ICCID)])
    expect(found).toHaveLength(3)
    expect(found.every((one) => !(one.imei && one.iccid))).toBe(true)
  })
})

it('a code without a check of its own counts when it was seen twice', () => {
  const weak: Hit = { text: '12345', format: 'ITF' }
  expect(trusted([weak, bar(IMEI)], [])).toEqual([bar(IMEI)])
  expect(trusted([weak], [weak])).toEqual([weak])
  expect(trusted([weak], [{ ...weak, text: '12346' }])).toEqual([])
})

it('what keeps the camera away is told apart', () => {
  const named = (name: string) => Object.assign(new Error(), { name })
  expect(['NotAllowedError', 'NotFoundError', 'NotReadableError', 'Odd'].map((name) => troubleOf(named(name)))).toEqual(['refused', 'none', 'busy', 'none'])
})

it('the reader looks at what the frame shows', () => {
  expect(shown(1280, 720, 4 / 3)).toEqual({ x: 160, y: 0, width: 960, height: 720 })
  expect(shown(720, 1280, 4 / 3)).toEqual({ x: 0, y: 370, width: 720, height: 540 })
})
