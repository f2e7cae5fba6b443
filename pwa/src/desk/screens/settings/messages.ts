import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { title: '设置', you: '你', name: '姓名', username: '账号', roles: '岗位', allCentres: '所有服务中心', askAdmin: '姓名和岗位由管理员改。', device: '这台电脑' },
  { title: 'Settings', you: 'You', name: 'Name', username: 'Username', roles: 'Roles', allCentres: 'All centres', askAdmin: 'Name and roles are changed by the administrator.', device: 'This computer' },
)
