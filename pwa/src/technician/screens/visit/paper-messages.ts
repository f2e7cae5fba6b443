import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { papers: '单据', install: '安装任务派工单', repair: '维修服务单', labels: '返修标签', offline: '没有信号，单据和返修标签要联网才能打开' },
  { papers: 'Papers', install: 'Installation sheet', repair: 'Repair sheet', labels: 'Return labels', offline: 'No signal: sheets and return labels open when you are online' },
)
