import { afterEach, beforeEach, expect, it } from 'vitest'
import { aDay, anItem, aVan, aVisit, aWallet } from '../../offline/fixtures'
import { local } from '../../offline/store'
import type { OwnCase, VanTask } from '../../offline/shapes'
import { cardNews, caseNews } from './news'

const NOW = Date.parse('2026-11-20T08:00:00Z')
const task = (more: Partial<VanTask> = {}): VanTask => ({
  id: 't', iccid: '89860422101234056783', old_imei: '', new_imei: '', act: 'swap_device', rule: 'rebind_first', rule_changed: false, over_limit: false, decision: 'ask', vehicle_id: 'v1',
  visit_id: 'visit', item_id: 'i1', state: 'done', note: '', asked_at: '2026-11-20T06:00:00Z', deadline_at: '2026-11-20T09:00:00Z', decided_at: '2026-11-20T07:00:00Z', ...more,
})
const settled: OwnCase = {
  id: 'c', code: 'unknown_device', text_zh: '终端号没有登记过', text_en: 'Unknown', number: 'BD-OO21', vehicle_id: 'v1', visit_id: 'visit', near: [], state: 'settled', decision: 'accept', right_number: '', note: '看了照片',
  opened_at: '2026-11-20T06:00:00Z', settled_at: '2026-11-20T07:00:00Z',
}
const given = (tasks: VanTask[], cases: OwnCase[] = []): void => {
  local.value = { day: aDay([aVisit({ items: [anItem()] })]), van: { ...aVan(), carrier_tasks: tasks, cases }, wallet: aWallet() }
}

beforeEach(() => given([]))
afterEach(() => { local.value = null })

it('R31 the carrier’s answer is news for a day, with the vehicle of the day', () => {
  given([task(), task({ id: 'no', state: 'refused', note: '实名不符' }), task({ id: 'need not', state: 'not_needed', vehicle_id: 'elsewhere' })])
  const news = cardNews(NOW)
  expect(news.map((one) => [one.says, one.bad, one.adds, one.at?.item.plate])).toEqual([
    ['卡 056783 已重绑，可以通电', false, '', '粤BY7052'], ['卡 056783 运营商没批，要换卡', true, '实名不符', '粤BY7052'], ['卡 056783 不用重绑', false, '', undefined],
  ])
  expect(cardNews(NOW + 86_400_000)).toEqual([])
})
it('what he rebound himself, and what nobody has answered, is no news', () => {
  given([task({ decision: 'rebound' }), task({ state: 'asked', decided_at: null })])
  expect(cardNews(NOW)).toEqual([])
})
it('R30 what the keeper settled is news for a day; an open case is none', () => {
  given([], [settled, { ...settled, id: 'open', state: 'open', settled_at: null }, { ...settled, id: 'other car', vehicle_id: 'v9' }])
  expect(caseNews(NOW).map((one) => [one.id, one.adds, one.at?.item.plate])).toEqual([['c', '库管说：看了照片', '粤BY7052'], ['other car', '库管说：看了照片', undefined]])
  expect(caseNews(NOW + 86_400_000)).toEqual([])
})
