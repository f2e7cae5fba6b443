import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    until: '看到哪天', today: '今天', tomorrow: '明天', threeDays: '三天', week: '七天', everything: '够的也列出来', none: '今后 {n} 天的活，车上和仓库都够', noneHint: '派工单要用的、车上没有的，和低于最低库存的，会列在这里。', what: '东西', centre: '中心', needed: '要用', lacking: '车上缺', inStore: '仓库有', least: '最低', state: '缺不缺', short: '缺 {n}', low: '低于最低 {n}', enough: '够', toVan: '从仓库发 {n}', visits: '{n} 张派工单', hide: '收起', saved: '{name}最低库存改为 {n}', setLeast: '{name}的最低库存',
  },
  {
    until: 'Up to', today: 'Today', tomorrow: 'Tomorrow', threeDays: '3 days', week: '7 days', everything: 'List what suffices, too', none: { one: 'Vans and warehouse have what the next {n} day needs', other: 'Vans and warehouse have what the next {n} days need' }, noneHint: 'What visits need and vans lack, and what is below its minimum, is listed here.', what: 'What', centre: 'Centre', needed: 'Needed', lacking: 'Vans lack', inStore: 'In store', least: 'Minimum', state: 'Short', short: '{n} short', low: '{n} below minimum', enough: 'Enough', toVan: 'Issue {n}', visits: { one: '{n} visit', other: '{n} visits' }, hide: 'Hide', saved: 'Minimum of {name} set to {n}', setLeast: 'Minimum of {name}',
  },
)
