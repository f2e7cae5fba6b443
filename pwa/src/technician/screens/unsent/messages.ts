import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages({ title: '未上传_派工', head: '未上传' }, { title: 'Unsent – Paigong', head: 'Unsent' })
