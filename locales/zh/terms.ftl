### 本篇新闻稿的术语表：各版本必须统一的名称。
### 术语的值为首选译法，属性为允许使用的其他形式。

## 城市

-weifang = 潍坊
    .with-rank = 潍坊市
-guaranda = 瓜兰达
    .with-rank = 瓜兰达市
-quito = 基多
-jinan = 济南

## 城市别称

# 潍坊。属性为潍坊自用的称号。
-city-of-kites = 风筝之都
    .own-title = 世界风筝都
    .own-title-short = 鸢都
# 瓜兰达。本项目自拟译名，正文中加引号。
-city-of-seven-hills = 七丘之城

## 省份

-shandong = 山东
    .with-rank = 山东省
-bolivar-province = 玻利瓦尔省

## 人物

# 中国驻厄瓜多尔大使。职务置于姓名之前。
-chen-guoyou = 陈国友
# 姓名用字未经核实，性别不详，不用“他”或“她”。
-li-rong = 李荣
# 潍坊市市长。姓名用字未经核实。
-tian-qingying = 田庆盈
# 瓜兰达市市长。本项目自拟音译；首次出现用全名，其后用简称。
-chimbolema = 路易斯·梅达多·钦博莱马
    .short = 钦博莱马

## 职务与机构

-ambassador = 中国驻厄瓜多尔大使
-foreign-affairs-office = 潍坊市人民政府外事办公室
-friendship-association = 山东省人民对外友好协会

## 内容

# 两市市长签署的文件。本项目自拟译名，不加书名号。
-letter = 关于建立友好城市和友好合作关系的意向书
# 2020年的用法。
-covid-19 = 新冠肺炎
# 中厄建交周年。
-anniversary = 40周年
-medical-masks = 医用口罩
