# EN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
weifang-and-guaranda-sign-letter-of = 潍坊与瓜兰达签署结好意向书，携手抗击新冠肺炎疫情

# EN: Two cities, one in China and one in Ecuador, have shared their experience of the epidemic by video and signed a letter of intent; Weifang has announced a donation of medical masks.
two-cities-one-in-china-and = 中国潍坊与厄瓜多尔瓜兰达举行视频会议，交流抗疫经验，签署意向书；潍坊市宣布将捐赠医用口罩。

# EN: Foreign Affairs Office of Weifang Municipal Government
foreign-affairs-office-of-weifang-municipal = { -foreign-affairs-office }

# EN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
weifang-and-guaranda-sign-letter-of-2 = 潍坊与瓜兰达签署结好意向书，携手抗击新冠肺炎疫情

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: **The { -city-of-kites } and the { -city-of-seven-hills } have compared what each has learned from the epidemic, and Weifang has announced that it will give Guaranda { NUMBER($masks) } medical masks.**
the-city-of-kites-and-the = **“世界风筝都”潍坊与“{ -city-of-seven-hills }”瓜兰达交流抗疫经验，潍坊市宣布将向瓜兰达市捐赠{ NUMBER($masks, notation: "compact") }只医用口罩。**

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: **WEIFANG, China, { DATETIME($date, dateStyle: "long") }** — Weifang, in China’s Shandong Province, and Guaranda, in Ecuador’s Bolívar Province, signed a letter of intent on { DATETIME($signed, dateStyle: "long") }, with the aim of becoming twin cities.
weifang-china-weifang-in-chinas-shandong = **{ $audience ->
        [weifang] 潍坊
       *[other] 中国潍坊
    }{ DATETIME($date, dateStyle: "long") }讯**　据{ -foreign-affairs-office }消息，{ DATETIME($signed, month: "long", day: "numeric") }，{ $audience ->
        [weifang] 山东省潍坊市
       *[other] 中国山东省潍坊市
    }与厄瓜多尔玻利瓦尔省瓜兰达市签署意向书，拟结为友好城市。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: The signing was part of a video conference on what has worked against COVID-19, the { -foreign-affairs-office } reports.
the-signing-was-part-of-a = 签署仪式在两市抗击新冠肺炎疫情经验交流视频会议期间举行。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: Illustration: kites fly above the skyline of Weifang, and the string of one of them runs across the sea to the seven hills of Guaranda.
illustration-kites-fly-above-the-skyline = 插画：风筝在潍坊市区上空飞翔，其中一只风筝的线跨越大海，一直牵到瓜兰达的七座山丘。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# NOTE: The caption stands twice, here and at the end: word it the same both times.
# EN: One kite string joins Weifang, China, and Guaranda, Ecuador: the two cities have signed a letter of intent and stand together against COVID-19.
one-kite-string-joins-weifang-china = 风筝一线牵两城：中国潍坊与厄瓜多尔瓜兰达签署意向书，携手抗击新冠肺炎疫情。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: Four cities on one screen
four-cities-on-one-screen = 四城同屏连线

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: The conference brought together representatives in four cities:
the-conference-brought-together-representatives-in = 会议以视频连线方式举行，各方代表分别在以下四座城市参会：

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: Quito, the capital of Ecuador
quito-the-capital-of-ecuador = 厄瓜多尔首都基多

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: Guaranda, the capital of Bolívar Province
guaranda-the-capital-of-bolivar-province = 玻利瓦尔省首府瓜兰达

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: Jinan, the capital of Shandong Province
jinan-the-capital-of-shandong-province = 山东省省会济南

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: Weifang, also in Shandong
weifang-also-in-shandong = 山东省潍坊市

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# NOTE: The sources do not say whether Li Rong is a man or a woman: choose a form without gender.
# EN: The Chinese ambassador to Ecuador, Chen Guoyou, took part, as did Li Rong, executive vice director of the { -friendship-association }.
the-chinese-ambassador-to-ecuador-chen = 中国驻厄瓜多尔大使陈国友、{ -friendship-association }常务副会长李荣参加会议。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# NOTE: The sources do not say whether Li Rong is a man or a woman: choose a form without gender.
# EN: The two cities were represented by their mayors, Tian Qingying of Weifang and Luis Medardo Chimbolema of Guaranda.
the-two-partners-were-represented-by = 潍坊市市长田庆盈、瓜兰达市市长路易斯·梅达多·钦博莱马分别代表两市与会。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: Questions from Guaranda, answers from Weifang
questions-from-guaranda-answers-from-weifang = 瓜兰达提问，潍坊作答

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Questions from Guaranda, answers from Weifang
# EN: Specialists in epidemic prevention and control in Guaranda put their questions, and experts in Weifang answered them from their own experience.
specialists-in-epidemic-prevention-and-control = 瓜兰达市疫情防控专家提出问题，潍坊市专家结合自身实践经验予以解答。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Questions from Guaranda, answers from Weifang
# EN: Medical specialists on both sides also went into detail on the state of the epidemic, on preventive measures and on treatment, and held back nothing of what they had learned.
medical-specialists-on-both-sides-also = 双方医学专家还就疫情形势、预防措施和治疗方案深入交流，毫无保留地分享了各自的经验。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: The ambassador and Guaranda’s mayor on working together
the-ambassador-and-the-mayors-on = 大使与瓜兰达市市长谈合作

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: Chen Guoyou recalled that China answered in good time when Ecuador, after the outbreak there, asked for help.
chen-guoyou-recalled-that-china-answered = 陈国友表示，厄瓜多尔发生疫情后，中国应厄方请求及时提供了援助。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: In a year that brings the 40th anniversary of diplomatic relations between China and Ecuador, he said, the two cities’ exchange and their new ties are both a testament to friendship and a starting point for closer cooperation.
in-a-year-that-brings-the = 他说，在中厄建交40周年之际，两市交流抗疫经验、建立友好合作关系，既是友谊的见证，也是深化合作的新起点。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: The City of Kites and the City of Seven Hills complement each other well in practical cooperation, and have much to gain from exchanges between their people and their cultures.
the-city-of-kites-and-the-2 = “风筝之都”与“七丘之城”在务实合作方面互补性强，人文交流潜力巨大。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: The mayor of Guaranda, Medardo Chimbolema, thanked Weifang for passing on its experience.
the-mayor-of-guaranda-medardo-chimbolema = 瓜兰达市市长钦博莱马感谢潍坊市分享抗疫经验。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: He said that his city is convinced that the bond with Weifang will help it reach its goals in containing the epidemic and be an example of how countries can fight it together.
he-said-that-his-city-is = 他说，瓜兰达方面坚信，与潍坊市建立友好关系，将有助于瓜兰达实现疫情防控目标，并为国际社会携手抗疫树立榜样。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: Masks for Guaranda, and two signatures
masks-for-guaranda-and-two-signatures = 潍坊将向瓜兰达捐赠口罩，两市市长签署意向书

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Masks for Guaranda, and two signatures
# EN: The mayor of Weifang, Tian Qingying, announced a donation to come: **{ NUMBER($masks) } medical masks** for prevention and control of the epidemic in Guaranda, with the wish that the city may soon overcome it.
the-mayor-of-weifang-tian-qingying = 潍坊市市长田庆盈宣布，潍坊市将向瓜兰达市捐赠**{ NUMBER($masks, notation: "compact") }只医用口罩**，支持当地疫情防控工作，并祝愿瓜兰达早日战胜疫情。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Masks for Guaranda, and two signatures
# EN: Still on the video link, the two mayors then signed the { -letter }.
still-on-the-video-link-the = 随后，两市市长在视频会议上签署了{ -letter }。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: The facts at a glance
the-facts-at-a-glance = 要点一览

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Subject
subject = 事项

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Facts
facts = 内容

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Conference and signing
conference-and-signing = 会议与签署

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: { DATETIME($signed, dateStyle: "long") }, by video
by-video = { DATETIME($signed, dateStyle: "long") }（视频会议）

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Cities taking part
taking-part-from = 参会地点

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Quito, Guaranda, Jinan and Weifang
quito-guaranda-jinan-and-weifang = 基多、瓜兰达、济南、潍坊

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Document signed
document-signed = 签署文件

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: { -letter }
letter = { -letter }

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Donation announced
donation-announced = 宣布将捐赠

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: { NUMBER($masks) } medical masks
medical-masks = { NUMBER($masks, notation: "compact") }只医用口罩

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: China and Ecuador
china-and-ecuador = 中国与厄瓜多尔

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: 40th anniversary of diplomatic relations
s-40th-anniversary-of-diplomatic-relations = 建交40周年

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: About Guaranda
about-guaranda = 关于瓜兰达

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Guaranda
# EN: Background, added later: this section is not part of the news of { DATETIME($date, dateStyle: "long") }.
background-added-later-this-section-is-2 = 以下背景资料系事后补充，不属于{ DATETIME($date, dateStyle: "long") }的新闻内容。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Guaranda
# EN: Guaranda is the capital of Ecuador’s Bolívar Province.
guaranda-is-the-capital-of-bolivar = 瓜兰达是厄瓜多尔玻利瓦尔省首府。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Guaranda
# EN: The City of Seven Hills lies 2,668 meters above sea level and has 23,874 inhabitants (city; 2010 census).
the-city-of-seven-hills-lies = 这座“七丘之城”海拔2668米，市区人口23874人（2010年人口普查）。

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: For newsrooms
for-newsrooms = 媒体刊用说明

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › For newsrooms
# EN: The picture is an illustration made for this release and may be published with this caption:
the-picture-is-an-illustration-of = 配图为专为本稿制作的插画，刊用时可附以下图片说明：

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › For newsrooms
# EN: One kite string joins Weifang, China, and Guaranda, Ecuador: the two cities have signed a letter of intent and stand together against COVID-19.
one-kite-string-joins-weifang-china-2 = 风筝一线牵两城：中国潍坊与厄瓜多尔瓜兰达签署意向书，携手抗击新冠肺炎疫情。
