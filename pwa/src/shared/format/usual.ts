import { locale } from '../i18n/locale'

/** Words of the trade that people type or import into free fields; a reader in English sees them in English. */
const usual: Readonly<Record<string, string>> = {
  小型轿车: 'Sedan', 轿车: 'Sedan', 面包车: 'Minivan', 轻卡: 'Light truck', 中卡: 'Medium truck', 重卡: 'Heavy truck', 半挂牵引车: 'Tractor', 挂车: 'Trailer',
  '自卸/渣土': 'Tipper', 搅拌车: 'Concrete mixer', 罐车: 'Tanker', 危险品车: 'Dangerous goods', 冷藏车: 'Refrigerated truck', 厢式货车: 'Box truck', 客车: 'Coach', 公交: 'City bus', 校车: 'School bus',
  '出租/网约车': 'Taxi', 租赁车: 'Rental car', 环卫车: 'Sanitation truck', 工程机械: 'Works machine', 教练车: 'Training car', 货车: 'Truck', SUV: 'SUV',
  车队长: 'Fleet manager', 行政: 'Office', 财务: 'Accounts', 调度: 'Dispatcher', 前台: 'Front desk', 车主: 'Owner', 司机: 'Driver', 负责人: 'In charge', 安全员: 'Safety officer', 仓管: 'Storekeeper',
  '在线，定位正常': 'Online, position fine', 仪表台下方: 'Under the dash', 今天早上: 'this morning', 昨天: 'yesterday', 昨天下午: 'yesterday afternoon', 前天: 'two days ago', 上周五: 'last Friday', 三天前: 'three days ago', 换电瓶以后: 'since the battery was changed', 修车以后: 'since the vehicle was repaired',
}

/** A free word as the reader knows it: usual ones in the language of the screen, everything else as it was written. */
export const sayUsual = (text: string): string => (locale.value === 'en' ? (usual[text.trim()] ?? text) : text)
