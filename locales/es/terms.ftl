### El glosario del comunicado: los nombres que todas las ediciones dan igual.
### El valor de un término es su primera forma; los atributos son otras formas admitidas.

## Ciudades

-weifang = Weifang
-guaranda = Guaranda
-quito = Quito
-jinan = Jinan

## Cómo se llama a las ciudades

# Weifang. Femenino: la Ciudad de las Cometas. Su propio título es el del atributo.
-city-of-kites = Ciudad de las Cometas
    .own-title = Capital Mundial de las Cometas
# Guaranda. Femenino: la Ciudad de las Siete Colinas.
-city-of-seven-hills = Ciudad de las Siete Colinas

## Provincias

-shandong = Shandong
# Con minúscula en el texto: la provincia de Bolívar.
-bolivar-province = provincia de Bolívar
    .with-country = provincia ecuatoriana de Bolívar

## Personas

# El embajador. El apellido es Chen.
-chen-guoyou = Chen Guoyou
# El apellido es Li. Las fuentes no dicen si es hombre o mujer: una forma sin género,
# como «a cargo de la vicepresidencia ejecutiva».
-li-rong = Li Rong
# El alcalde de Weifang. El apellido es Tian.
-tian-qingying = Tian Qingying
# El alcalde de Guaranda. Primero el nombre completo; después, el corto.
-chimbolema = Luis Medardo Chimbolema
    .short = Medardo Chimbolema

## Cargos e instituciones

# Los cargos van con minúscula. «El Ecuador», con artículo.
-ambassador = embajador de China en el Ecuador
-foreign-affairs-office = Oficina de Asuntos Exteriores del Gobierno Municipal de Weifang
-friendship-association = Asociación de Amistad del Pueblo de Shandong con los Países Extranjeros

## De qué trata

# Femenino: la Carta.
-letter = Carta de Intención de Hermanamiento y Cooperación Amistosa
# Femenino: la COVID-19.
-covid-19 = COVID-19
# Con punto y o volada: 40.º
-anniversary = 40.º aniversario
-medical-masks = mascarillas médicas
