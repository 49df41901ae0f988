# EN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
weifang-and-guaranda-sign-letter-of = Weifang y Guaranda firman una carta de intención para hermanarse y se unen frente a la COVID-19

# EN: Two cities, one in China and one in Ecuador, have shared their experience of the epidemic by video and signed a letter of intent; Weifang has announced a donation of medical masks.
two-cities-one-in-china-and = Weifang (China) y Guaranda (Ecuador) compartieron por videoconferencia su experiencia frente a la epidemia y firmaron una carta de intención; Weifang anunció una donación de mascarillas médicas.

# EN: Foreign Affairs Office of Weifang Municipal Government
foreign-affairs-office-of-weifang-municipal = { -foreign-affairs-office }

# EN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
weifang-and-guaranda-sign-letter-of-2 = Weifang y Guaranda firman una carta de intención para hermanarse y se unen frente a la COVID-19

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: **The { -city-of-kites } and the { -city-of-seven-hills } have compared what each has learned from the epidemic, and Weifang has announced that it will give Guaranda { NUMBER($masks) } medical masks.**
the-city-of-kites-and-the = **La { -city-of-kites } y la { -city-of-seven-hills } compartieron lo que cada una aprendió de la epidemia, y Weifang anunció que donará a Guaranda { NUMBER($masks) } mascarillas médicas.**

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: **WEIFANG, China, { DATETIME($date, dateStyle: "long") }** — Weifang, in China’s Shandong Province, and Guaranda, in Ecuador’s Bolívar Province, signed a letter of intent on { DATETIME($signed, dateStyle: "long") }, with the aim of becoming twin cities.
weifang-china-weifang-in-chinas-shandong = **WEIFANG (China), { DATETIME($date, dateStyle: "long") }.–** Weifang, en la provincia china de Shandong, y { $audience ->
        [guaranda] Guaranda, en la provincia de Bolívar,
       *[other] Guaranda, en la provincia ecuatoriana de Bolívar,
    } firmaron el { DATETIME($signed, dateStyle: "long") } una carta de intención con miras a hermanarse.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: The signing was part of a video conference on what has worked against COVID-19, the { -foreign-affairs-office } reports.
the-signing-was-part-of-a = La firma formó parte de una videoconferencia sobre las medidas que han dado resultado frente a la COVID-19, según informó la { -foreign-affairs-office }.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: Illustration: kites fly above the skyline of Weifang, and the string of one of them runs across the sea to the seven hills of Guaranda.
illustration-kites-fly-above-the-skyline = Ilustración: unas cometas vuelan sobre los edificios de Weifang, y el hilo de una de ellas cruza el mar hasta las siete colinas de Guaranda.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# NOTE: The caption stands twice, here and at the end: word it the same both times.
# EN: One kite string joins Weifang, China, and Guaranda, Ecuador: the two cities have signed a letter of intent and stand together against COVID-19.
one-kite-string-joins-weifang-china = Un mismo hilo de cometa enlaza a Weifang (China) con Guaranda (Ecuador): las dos ciudades firmaron una carta de intención y se unen frente a la COVID-19.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: Four cities on one screen
four-cities-on-one-screen = Cuatro ciudades en una pantalla

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: The conference brought together representatives in four cities:
the-conference-brought-together-representatives-in = La videoconferencia reunió a representantes conectados desde cuatro ciudades:

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: Quito, the capital of Ecuador
quito-the-capital-of-ecuador = Quito, capital del Ecuador

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: Guaranda, the capital of Bolívar Province
guaranda-the-capital-of-bolivar-province = Guaranda, capital de la provincia de Bolívar

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: Jinan, the capital of Shandong Province
jinan-the-capital-of-shandong-province = Jinan, capital de la provincia de Shandong

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# EN: Weifang, also in Shandong
weifang-also-in-shandong = Weifang, también en Shandong

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# NOTE: The sources do not say whether Li Rong is a man or a woman: choose a form without gender.
# EN: The Chinese ambassador to Ecuador, Chen Guoyou, took part, as did Li Rong, executive vice director of the { -friendship-association }.
the-chinese-ambassador-to-ecuador-chen = Participaron el embajador de China en el Ecuador, Chen Guoyou, y Li Rong, a cargo de la vicepresidencia ejecutiva de la { -friendship-association }.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Four cities on one screen
# NOTE: The sources do not say whether Li Rong is a man or a woman: choose a form without gender.
# EN: The two cities were represented by their mayors, Tian Qingying of Weifang and Luis Medardo Chimbolema of Guaranda.
the-two-partners-were-represented-by = Las dos ciudades estuvieron representadas por sus alcaldes: Tian Qingying, de Weifang, y Luis Medardo Chimbolema, de Guaranda.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: Questions from Guaranda, answers from Weifang
questions-from-guaranda-answers-from-weifang = Preguntas de Guaranda, respuestas de Weifang

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Questions from Guaranda, answers from Weifang
# EN: Specialists in epidemic prevention and control in Guaranda put their questions, and experts in Weifang answered them from their own experience.
specialists-in-epidemic-prevention-and-control = Especialistas de Guaranda en prevención y control de epidemias plantearon sus preguntas, y expertos de Weifang las respondieron a partir de su propia experiencia.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Questions from Guaranda, answers from Weifang
# EN: Medical specialists on both sides also went into detail on the state of the epidemic, on preventive measures and on treatment, and held back nothing of what they had learned.
medical-specialists-on-both-sides-also = Además, médicos especialistas de ambas partes analizaron en detalle la situación epidemiológica, las medidas preventivas y los tratamientos, y compartieron sin reservas lo aprendido.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: The ambassador and Guaranda’s mayor on working together
the-ambassador-and-the-mayors-on = El embajador y el alcalde de Guaranda hablan de la cooperación

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: Chen Guoyou recalled that China answered in good time when Ecuador, after the outbreak there, asked for help.
chen-guoyou-recalled-that-china-answered = Chen Guoyou recordó que, tras el brote en el Ecuador, China atendió oportunamente el pedido de ayuda ecuatoriano.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: In a year that brings the 40th anniversary of diplomatic relations between China and Ecuador, he said, the two cities’ exchange and their new ties are both a testament to friendship and a starting point for closer cooperation.
in-a-year-that-brings-the = Señaló que, en el año del 40.º aniversario de las relaciones diplomáticas entre China y el Ecuador, el intercambio entre las dos ciudades y sus nuevos lazos son a la vez testimonio de amistad y punto de partida para una cooperación más estrecha.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: The City of Kites and the City of Seven Hills complement each other well in practical cooperation, and have much to gain from exchanges between their people and their cultures.
the-city-of-kites-and-the-2 = La Ciudad de las Cometas y la Ciudad de las Siete Colinas se complementan bien en la cooperación práctica y tienen mucho que ganar con el intercambio entre sus habitantes y sus culturas.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: The mayor of Guaranda, Medardo Chimbolema, thanked Weifang for passing on its experience.
the-mayor-of-guaranda-medardo-chimbolema = El alcalde de Guaranda, Medardo Chimbolema, agradeció a Weifang por haber compartido su experiencia.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The ambassador and Guaranda’s mayor on working together
# EN: He said that his city is convinced that the bond with Weifang will help it reach its goals in containing the epidemic and be an example of how countries can fight it together.
he-said-that-his-city-is = Dijo que en Guaranda existe la convicción de que el vínculo con Weifang ayudará a la ciudad a alcanzar sus metas de contención de la epidemia y será un ejemplo de cómo los países pueden combatirla juntos.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: Masks for Guaranda, and two signatures
masks-for-guaranda-and-two-signatures = Mascarillas para Guaranda y dos firmas

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Masks for Guaranda, and two signatures
# EN: The mayor of Weifang, Tian Qingying, announced a donation to come: **{ NUMBER($masks) } medical masks** for prevention and control of the epidemic in Guaranda, with the wish that the city may soon overcome it.
the-mayor-of-weifang-tian-qingying = El alcalde de Weifang, Tian Qingying, anunció que su ciudad donará **{ NUMBER($masks) } mascarillas médicas** para la prevención y el control de la epidemia en Guaranda, y expresó su deseo de que la ciudad la supere pronto.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › Masks for Guaranda, and two signatures
# EN: Still on the video link, the two mayors then signed the { -letter }.
still-on-the-video-link-the = A continuación, en la misma videoconferencia, los dos alcaldes firmaron la { -letter }.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: The facts at a glance
the-facts-at-a-glance = Datos esenciales

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Subject
subject = Asunto

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Facts
facts = Datos

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Conference and signing
conference-and-signing = Encuentro y firma

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: { DATETIME($signed, dateStyle: "long") }, by video
by-video = { DATETIME($signed, dateStyle: "long") }, por videoconferencia

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Cities taking part
taking-part-from = Ciudades conectadas

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Quito, Guaranda, Jinan and Weifang
quito-guaranda-jinan-and-weifang = Quito, Guaranda, Jinan y Weifang

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Document signed
document-signed = Documento firmado

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: { -letter }
letter = { -letter }

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: Donation announced
donation-announced = Donación anunciada

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: { NUMBER($masks) } medical masks
medical-masks = { NUMBER($masks) } mascarillas médicas

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: China and Ecuador
china-and-ecuador = China y el Ecuador

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › The facts at a glance
# EN: 40th anniversary of diplomatic relations
s-40th-anniversary-of-diplomatic-relations = 40.º aniversario de las relaciones diplomáticas

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: About Weifang
about-weifang = Acerca de Weifang

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Weifang
# NOTE: The release is dated before the census: say that what follows was added later.
# EN: Background, added later: this section is not part of the news of { DATETIME($date, dateStyle: "long") }.
background-added-later-this-section-is = Contexto añadido con posterioridad: esta sección no forma parte de la noticia del { DATETIME($date, dateStyle: "long") }.

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Weifang
# EN: Weifang is a prefecture-level city in China’s Shandong Province, with 9,386,705 inhabitants (2020 census).
weifang-is-a-prefecture-level-city = Weifang es una ciudad con rango de prefectura de la provincia china de Shandong, con 9.386.705 habitantes (censo de 2020).

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › About Weifang
# URL1: https://www.weifang.gov.cn/
# EN: It is known as the City of Kites; more about it is on the [website of the municipal government]({ $url1 }).
it-is-known-as-the-city = Se la conoce como la Ciudad de las Cometas. Más información, en el [sitio web del gobierno municipal]({ $url1 }).

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19
# EN: For newsrooms
for-newsrooms = Para las redacciones

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › For newsrooms
# EN: The picture is an illustration made for this release and may be published with this caption:
the-picture-is-an-illustration-of = La imagen es una ilustración elaborada para este comunicado y puede publicarse con esta leyenda:

# IN: Weifang and Guaranda sign twinning letter of intent and stand together against COVID-19 › For newsrooms
# EN: One kite string joins Weifang, China, and Guaranda, Ecuador: the two cities have signed a letter of intent and stand together against COVID-19.
one-kite-string-joins-weifang-china-2 = Un mismo hilo de cometa enlaza a Weifang (China) con Guaranda (Ecuador): las dos ciudades firmaron una carta de intención y se unen frente a la COVID-19.
