### The glossary of the release: names that every edition must give alike.
### A term's value is its first form; its attributes are other forms that a text may use.

## Cities

# The prefecture-level city in Shandong Province, China.
-weifang = Weifang
# The capital of Bolívar Province, Ecuador.
-guaranda = Guaranda
-quito = Quito
# The capital of Shandong Province, China.
-jinan = Jinan

## What the cities are called

# Weifang.
-city-of-kites = City of Kites
# Guaranda.
-city-of-seven-hills = City of Seven Hills

## Provinces

-shandong = Shandong
# The province of Ecuador, not Bolivia.
-bolivar-province = Bolívar Province

## People

# The Chinese ambassador to Ecuador. Chen is the family name.
-chen-guoyou = Chen Guoyou
# Li is the family name. The sources do not say whether a man or a woman: no pronoun.
-li-rong = Li Rong
# The mayor of Weifang. Tian is the family name.
-tian-qingying = Tian Qingying
# The mayor of Guaranda. The full name comes first, the short one after it.
-chimbolema = Luis Medardo Chimbolema
    .short = Medardo Chimbolema

## Offices and institutions

-ambassador = Chinese ambassador to Ecuador
-foreign-affairs-office = Foreign Affairs Office of Weifang Municipal Government
-friendship-association = Shandong People’s Association for Friendship with Foreign Countries

## What it is about

# What the two mayors signed: an intention, not yet a twinning.
-letter = Letter of Intent for Twinning and Friendly Cooperation
-covid-19 = COVID-19
# Of diplomatic relations between China and Ecuador, in 2020.
-anniversary = 40th anniversary
-medical-masks = medical masks
