import { afterEach, describe, expect, it } from 'vitest'
import { setLocale } from '@shared/i18n/locale'
import { adviceFor, helpFor, numberOf } from './advice'
import { said } from './words'

afterEach(() => setLocale('zh-CN'))

describe('what helps after a refusal', () => {
  it('sends a hand-in back to the money, what is missing back to the visit, all else to dispatch', () => {
    expect(helpFor({ kind: 'remittance.submit', code: 'remittance_differs' })).toBe('remit')
    expect(helpFor({ kind: 'fees.confirm', code: 'fees_differ' })).toBe('visit')
    expect(helpFor({ kind: 'visit.start', code: 'visit_not_yours' })).toBe('ask')
    expect(helpFor({ kind: 'visit.start', code: 'a_code_of_tomorrow' })).toBe('ask')
    expect(adviceFor('a_code_of_tomorrow')).toBe('doMoved')
  })
  it('reads the number out that the record was about', () => {
    const of = (fields: object) => numberOf({ kind: 'item.record', payload: { visit_id: 'v', item_id: 'i', fields } })
    expect(of({ new_device_no: '864217051409170', new_iccid: '8986' })).toEqual({ what: 'newDevice', value: '864217051409170', kind: 'imei' })
    expect(of({ new_device_no: 'BD00001' })?.kind).toBe('plain')
    expect(of({ new_iccid: '89860426192300000017' })).toMatchObject({ what: 'newSim', kind: 'iccid' })
    expect(of({ remedy: '换了保险' })).toBeNull()
  })
})

describe('what was done, in words', () => {
  it('names the act, also when only the visit knows it', () => {
    expect(said('item.record', { customer: '' }, { visit_id: 'v', item_id: 'i', fields: { act: 'swap_both' } })).toBe('换机换卡记录')
    expect(said('item.finish', { customer: '' }, { visit_id: 'v', item_id: 'i' }, { act: 'install' } as never)).toBe('安装记录')
    expect(said('item.finish', { customer: '' }, { visit_id: 'v', item_id: 'i' })).toBe('施工记录')
  })
  it('says once that a picture is a picture', () => {
    const photo = { visit_id: 'v', code: 'P', sha256: '', size: 1, taken_at: '' }
    expect(said('photo.add', { customer: '', codeZh: '终端标签', codeEn: 'Terminal label' }, photo)).toBe('终端标签照片')
    expect(said('photo.add', { customer: '', codeZh: '车牌近照', codeEn: 'Plate close up' }, photo)).toBe('车牌近照')
    setLocale('en')
    expect(said('payment.collect', { customer: '' }, { visit_id: 'v', method: 'cash', amount_fen: 8000 })).toBe('Payment ¥80.00')
  })
})
