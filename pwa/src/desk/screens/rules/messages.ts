import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages({ title: '自动批准规则' }, { title: 'Approval rules' })
