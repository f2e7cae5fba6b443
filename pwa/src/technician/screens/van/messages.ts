import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages({ title: '车载库存_派工', head: '车载库存' }, { title: 'Van stock – Paigong', head: 'Van stock' })
