import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages({ title: '库存' }, { title: 'Stock' })
