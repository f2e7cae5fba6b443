import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aDay, anItem, aVan, aVisit, aWallet } from '../../offline/fixtures'
import { local } from '../../offline/store'
import ItemForm from './ItemForm.vue'

const item = anItem({ act: 'none' })
const visit = aVisit({ state: 'working', items: [item] })
let given: object[] = []
/** Types without leaving the field. */
async function write(open: VueWrapper, name: string, text: string): Promise<HTMLInputElement> {
  const field = open.get<HTMLInputElement>(`[data-testid=${name}]`)
  field.element.value = text
  await field.trigger('input')
  return field.element
}
const form = (of = item) => mount(ItemForm, { props: { visit, item: of, onRecord: (fields: object) => given.push(fields) } })

beforeEach(() => {
  given = []
  local.value = { day: aDay([visit]), van: aVan(), wallet: aWallet() }
})
afterEach(() => { local.value = null })

describe('R10 what is being written about a vehicle', () => {
  it('stays while the office is read anew, and follows what is known of it', async () => {
    const open = form()
    const field = await write(open, 'remedy', '重做接')
    await open.setProps({ item: { ...item } })
    expect(field.value).toBe('重做接')
    await open.setProps({ item: { ...item, remedy: '换了保险' } })
    expect(field.value).toBe('换了保险')
  })
  it('is kept when the hand goes elsewhere with the cursor in the field, and what is kept is not given twice', async () => {
    const open = form()
    await write(open, 'test-result', '在线')
    open.unmount()
    expect(given).toEqual([{ test_result: '在线' }])
    form().unmount()
    form({ ...item, mounting: ' 仪表台下 ' }).unmount() // as a list had it
    expect(given).toHaveLength(1)
  })
})
