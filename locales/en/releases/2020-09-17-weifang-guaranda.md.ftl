weifang-and-guaranda-sign-letter-of = Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19

two-cities-one-in-china-and = Two cities, one in China and one in Ecuador, have shared their experience of the epidemic by video and signed a letter of intent; Weifang has announced a donation of medical masks.

foreign-affairs-office-of-weifang-municipal = Foreign Affairs Office of Weifang Municipal Government

weifang-and-guaranda-sign-letter-of-2 = Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
the-city-of-kites-and-the = **The { -city-of-kites } and the { -city-of-seven-hills } have compared what each has learned from the epidemic, and Weifang has announced that it will give Guaranda { NUMBER($masks) } medical masks.**

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
weifang-china-weifang-in-chinas-shandong = **WEIFANG, China, { DATETIME($date, dateStyle: "long") }** — Weifang, in China’s Shandong Province, and Guaranda, in Ecuador’s Bolívar Province, signed a letter of intent on { DATETIME($signed, dateStyle: "long") }, with the aim of becoming twin cities.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
the-signing-was-part-of-a = The signing was part of a video conference on what has worked against COVID-19, the { -foreign-affairs-office } reports.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
illustration-kites-fly-above-the-skyline = Illustration: kites fly above the skyline of Weifang, and the string of one of them runs across the sea to the seven hills of Guaranda.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# NOTE: The caption stands twice, here and at the end: word it the same both times.
one-kite-string-joins-weifang-china = One kite string joins Weifang, China, and Guaranda, Ecuador: the two cities have signed a letter of intent and stand together against COVID-19.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
four-cities-on-one-screen = Four cities on one screen

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
the-conference-brought-together-representatives-in = The conference brought together representatives in four cities:

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
quito-the-capital-of-ecuador = Quito, the capital of Ecuador

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
guaranda-the-capital-of-bolivar-province = Guaranda, the capital of Bolívar Province

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
jinan-the-capital-of-shandong-province = Jinan, the capital of Shandong Province

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
weifang-also-in-shandong = Weifang, also in Shandong

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# NOTE: The sources do not say whether Li Rong is a man or a woman: choose a form without gender.
the-chinese-ambassador-to-ecuador-chen = The Chinese ambassador to Ecuador, Chen Guoyou, took part, as did Li Rong, executive vice director of the { -friendship-association }.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# NOTE: The sources do not say whether Li Rong is a man or a woman: choose a form without gender.
the-two-partners-were-represented-by = The two cities were represented by their mayors, Tian Qingying of Weifang and Luis Medardo Chimbolema of Guaranda.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
questions-from-guaranda-answers-from-weifang = Questions from Guaranda, answers from Weifang

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Questions from Guaranda, answers from Weifang
specialists-in-epidemic-prevention-and-control = Specialists in epidemic prevention and control in Guaranda put their questions, and experts in Weifang answered them from their own experience.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Questions from Guaranda, answers from Weifang
medical-specialists-on-both-sides-also = Medical specialists on both sides also went into detail on the state of the epidemic, on preventive measures and on treatment, and held back nothing of what they had learned.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
the-ambassador-and-the-mayors-on = The ambassador and Guaranda’s mayor on working together

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
chen-guoyou-recalled-that-china-answered = Chen Guoyou recalled that China answered in good time when Ecuador, after the outbreak there, asked for help.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
in-a-year-that-brings-the = In a year that brings the 40th anniversary of diplomatic relations between China and Ecuador, he said, the two cities’ exchange and their new ties are both a testament to friendship and a starting point for closer cooperation.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
the-city-of-kites-and-the-2 = The City of Kites and the City of Seven Hills complement each other well in practical cooperation, and have much to gain from exchanges between their people and their cultures.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
the-mayor-of-guaranda-medardo-chimbolema = The mayor of Guaranda, Medardo Chimbolema, thanked Weifang for passing on its experience.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
he-said-that-his-city-is = He said that his city is convinced that the bond with Weifang will help it reach its goals in containing the epidemic and be an example of how countries can fight it together.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
masks-for-guaranda-and-two-signatures = Masks for Guaranda, and two signatures

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Masks for Guaranda, and two signatures
the-mayor-of-weifang-tian-qingying = The mayor of Weifang, Tian Qingying, announced a donation to come: **{ NUMBER($masks) } medical masks** for prevention and control of the epidemic in Guaranda, with the wish that the city may soon overcome it.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Masks for Guaranda, and two signatures
still-on-the-video-link-the = Still on the video link, the two mayors then signed the { -letter }.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
the-facts-at-a-glance = The facts at a glance

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
subject = Subject

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
facts = Facts

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
conference-and-signing = Conference and signing

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
by-video = { DATETIME($signed, dateStyle: "long") }, by video

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
taking-part-from = Cities taking part

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
quito-guaranda-jinan-and-weifang = Quito, Guaranda, Jinan and Weifang

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
document-signed = Document signed

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
letter = { -letter }

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
donation-announced = Donation announced

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
medical-masks = { NUMBER($masks) } medical masks

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
china-and-ecuador = China and Ecuador

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
s-40th-anniversary-of-diplomatic-relations = 40th anniversary of diplomatic relations

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
about-weifang = About Weifang

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Weifang
# NOTE: The release is dated before the census: say that what follows was added later.
background-added-later-this-section-is = Background, added later: this section is not part of the news of { DATETIME($date, dateStyle: "long") }.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Weifang
weifang-is-a-prefecture-level-city = Weifang is a prefecture-level city in China’s Shandong Province, with 9,386,705 inhabitants (2020 census).

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Weifang
# URL1: https://www.weifang.gov.cn/
it-is-known-as-the-city = It is known as the City of Kites; more about it is on the [website of the municipal government]({ $url1 }).

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
about-guaranda = About Guaranda

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Guaranda
background-added-later-this-section-is-2 = Background, added later: this section is not part of the news of { DATETIME($date, dateStyle: "long") }.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Guaranda
guaranda-is-the-capital-of-bolivar = Guaranda is the capital of Ecuador’s Bolívar Province.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Guaranda
the-city-of-seven-hills-lies = The City of Seven Hills lies 2,668 meters above sea level and has 23,874 inhabitants (city; 2010 census).

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
for-newsrooms = For newsrooms

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › For newsrooms
the-picture-is-an-illustration-of = The picture is an illustration made for this release and may be published with this caption:

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › For newsrooms
one-kite-string-joins-weifang-china-2 = One kite string joins Weifang, China, and Guaranda, Ecuador: the two cities have signed a letter of intent and stand together against COVID-19.
