//! Words that decide where a sentence ends: abbreviations, and words that
//! begin a sentence. English and Spanish are by hand; of other languages the
//! library's lists are taken.

use memchr::memchr3;
use rustc_hash::{FxHashMap, FxHashSet};
use sentencex::languages::Language;
use std::sync::LazyLock;

/// What an abbreviation says of what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Belongs to what follows: `Dr.`, `Av.`, `vs.`
    Before,
    /// Belongs to a figure that follows: `No. 5`, `pág. 5`, `Sept. 17`.
    BeforeNumber,
    /// Belongs to a name before it; a sentence ends where a word follows that
    /// begins one: `Inc.`, `Jr.`, `U.S.`
    After,
    /// As often as not the end, when a capital follows: `etc.`, `EE. UU.`
    Last,
}

const ENGLISH: &[(Kind, &str)] = &[
    (
        Kind::Before,
        "mr mrs ms mx dr drs prof profs gov sen sens rep reps pres capt cpt lt col gen maj sgt \
         cpl pvt adm cmdr cdr brig rev hon fr msgr messrs mme mlle supt insp amb atty st ste mt \
         ft e.g eg i.e cf viz vs v approx ca esp incl excl a.k.a aka nb n.b ps p.s r.i.p re attn sr.dr",
    ),
    (
        Kind::BeforeNumber,
        "no nos fig figs eq eqs eqn vol vols ch chap chaps sec secs sect art arts p pp pg par \
         para pt pts ver app tab ex op tel ext rm bk lot pl cap jan feb mar apr jun jul aug sep \
         sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.d",
    ),
    (
        Kind::After,
        "inc ltd corp co cos llc plc bros jr sr esq al ave blvd rd sq bldg apt ste dept div govt \
         assoc assn univ mfg intl natl ed eds trans min max avg est misc ph.d phd dist",
    ),
    (
        Kind::Last,
        "etc lbs lb oz tbsp tsp hr hrs mins secs a.m p.m am pm b.c c.e b.c.e",
    ),
];

const SPANISH: &[(Kind, &str)] = &[
    (
        Kind::Before,
        "sr sra srta sres sras srtas dr dra drs dras dn dña dª mª ma fco ing ings lic lics lcdo \
         lcda ldo lda econ ec arq abg ab prof profa profs mons pbro fr hno hna sto sta excmo \
         excma ilmo ilma iltre rvdo rvda revdo sor gral grals crnel cnel cmdte capt tnte tte \
         sgto cbo alm vicealm pdte pdta presid min mtro mtra tlgo tlga msc mgs mtr gob gdor dip \
         diput emb secr subsecr dir coord av avda avs pza plza pje urb cdla edif dpto depto bco \
         ntra ntro sta bto lib cf cfr vid v vs p.ej ej e.g i.e esp incl excl atte afmo nb n.b ps p.d p.s r.i.p \
         cón univ col fdo mcal tcrnl",
    ),
    (
        Kind::BeforeNumber,
        "núm num núms no nº nro nros n art arts pág págs pag pags p pp cap caps fig figs vol vols \
         t tít lám secc sec inc lit párr párrs ap apdo apt apto tel tels tfno telf tlf cel ext fax exp \
         res aprox ed ca ene feb mar abr may jun jul ago agto sep sept set oct nov dic lun mié \
         jue vie sáb dom km ley reg kg",
    ),
    (
        Kind::After,
        "s.a c.a s.l r.l ltda cía cia hnos hmnos jr sen univ",
    ),
    (
        Kind::Last,
        "etc ud uds vd vds a.m p.m a.c d.c máx mín ss sgtes sig sigs ee.uu eeuu uu",
    ),
];

/// Words that the library's English list has, and that are words as well.
const WORDS_TOO: &[&str] = &[
    "a", "ark", "art", "as", "con", "ext", "fig", "i", "id", "ill", "in", "is", "it", "kan", "la",
    "man", "mar", "mass", "may", "me", "mex", "min", "miss", "mo", "neb", "no", "ok", "ord", "ore",
    "pa", "pen", "penn", "plan", "pres", "ref", "res", "sec", "ser", "st", "tor", "va", "var",
    "wash",
];

static ENGLISH_KINDS: LazyLock<FxHashMap<&str, Kind>> = LazyLock::new(|| kinds(ENGLISH));
static SPANISH_KINDS: LazyLock<FxHashMap<&str, Kind>> = LazyLock::new(|| kinds(SPANISH));
static BEGINS: LazyLock<[FxHashSet<&str>; 2]> = LazyLock::new(|| {
    [
        BEGINS_ENGLISH.iter().copied().collect(),
        BEGINS_SPANISH.iter().copied().collect(),
    ]
});

fn kinds(table: &[(Kind, &'static str)]) -> FxHashMap<&'static str, Kind> {
    table
        .iter()
        .rev()
        .flat_map(|(kind, words)| words.split(' ').map(|word| (word, *kind)))
        .collect()
}

/// Words, beside the library's, that begin an English sentence after an abbreviation.
const BEGINS_ENGLISH: &[&str] = &[
    "Nobody",
    "Somebody",
    "Someone",
    "Everything",
    "Something",
    "Anyone",
    "Anybody",
    "All",
    "A",
    "I",
    "I'm",
    "I've",
    "I'd",
    "We're",
    "They're",
    "It's",
    "That's",
    "There's",
    "He's",
    "She's",
    "Bring",
    "Please",
    "Not",
    "Nor",
    "Are",
    "Is",
    "Was",
    "Were",
    "Been",
    "Being",
    "Here",
    "Him",
    "Them",
    "Us",
    "Me",
    "Thus",
    "Hence",
    "Thank",
    "Thanks",
    "Me",
    "Mine",
    "Its",
    "Their",
    "Add",
    "Use",
    "See",
    "Run",
    "Click",
    "Open",
    "Note",
    "Make",
    "Then",
    "When",
    "Than",
    "Either",
    "Whom",
    "Why",
    "Yet",
    "Ask",
    "Call",
    "Come",
    "Stir",
    "Mix",
];

/// Words that begin a Spanish sentence after an abbreviation.
const BEGINS_SPANISH: &[&str] = &[
    "A", "Además", "Ahora", "Ahí", "Al", "Algo", "Alguien", "Algunas", "Algunos", "Allí", "Ante",
    "Antes", "Aquel", "Aquella", "Aquí", "Así", "Aun", "Aunque", "Aún", "Ayer", "Bajo", "Cada",
    "Casi", "Como", "Con", "Contra", "Cuando", "Cuatro", "Cuál", "Cuándo", "Cómo", "De", "Del",
    "Desde", "Después", "Donde", "Dos", "Durante", "Dónde", "El", "Ella", "Ellas", "Ellos", "En",
    "Entonces", "Entre", "Era", "Eran", "Es", "Esa", "Esas", "Ese", "Eso", "Esos", "Esta",
    "Estaba", "Estamos", "Estas", "Este", "Esto", "Estos", "Está", "Están", "Fue", "Fueron", "Ha",
    "Había", "Hace", "Hacia", "Han", "Hasta", "Hay", "Hoy", "Hubo", "Incluso", "La", "Las", "Le",
    "Les", "Lo", "Los", "Luego", "Me", "Mi", "Mientras", "Mis", "Muchas", "Muchos", "Muy", "Más",
    "Nada", "Nadie", "Ni", "Ninguna", "Ninguno", "Ningún", "No", "Nos", "Nosotros", "Nuestra",
    "Nuestro", "Nunca", "O", "Otra", "Otras", "Otro", "Otros", "Para", "Pero", "Poco", "Por",
    "Porque", "Pues", "Puede", "Que", "Quien", "Quienes", "Quizá", "Quién", "Qué", "Se", "Sea",
    "Según", "Ser", "Si", "Siempre", "Sigue", "Sin", "Sino", "Sobre", "Solo", "Somos", "Son", "Su",
    "Sus", "Sí", "Sólo", "También", "Tampoco", "Tan", "Te", "Tiene", "Tienen", "Toda", "Todas",
    "Todo", "Todos", "Tras", "Tres", "Tu", "Un", "Una", "Unas", "Uno", "Unos", "Usted", "Va", "Y",
    "Ya", "Yo", "Él",
];

/// Months, weekdays and time zones, which go with an hour before them.
const WITH_AN_HOUR: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Mon",
    "Tue",
    "Tues",
    "Wed",
    "Thu",
    "Thurs",
    "Fri",
    "Sat",
    "Sun",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "EST",
    "EDT",
    "ET",
    "CST",
    "CDT",
    "CT",
    "MST",
    "MDT",
    "MT",
    "PST",
    "PDT",
    "PT",
    "GMT",
    "UTC",
    "BST",
    "CET",
    "CEST",
    "Eastern",
    "Central",
    "Pacific",
    "Mountain",
    "Beijing",
    "Ecuador",
    "Greenwich",
];

/// Words before a number or a letter that begin a title: `Chapter 1. …`
const PARTS: &[&str] = &[
    "chapter",
    "part",
    "section",
    "article",
    "appendix",
    "annex",
    "figure",
    "fig",
    "table",
    "tab",
    "step",
    "lesson",
    "volume",
    "vol",
    "book",
    "act",
    "scene",
    "unit",
    "module",
    "exercise",
    "question",
    "example",
    "note",
    "rule",
    "theorem",
    "lemma",
    "definition",
    "item",
    "day",
    "capítulo",
    "cap",
    "parte",
    "sección",
    "artículo",
    "art",
    "apéndice",
    "anexo",
    "figura",
    "tabla",
    "cuadro",
    "paso",
    "lección",
    "volumen",
    "libro",
    "acto",
    "escena",
    "unidad",
    "módulo",
    "ejercicio",
    "pregunta",
    "ejemplo",
    "nota",
    "regla",
    "gráfico",
    "título",
];

/// Verbs that say who spoke.
const SPEECH: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "cried",
    "cries",
    "shouted",
    "yelled",
    "replied",
    "answered",
    "exclaimed",
    "whispered",
    "called",
    "added",
    "wrote",
    "told",
    "screamed",
    "muttered",
    "demanded",
    "announced",
    "insisted",
    "wondered",
    "explained",
    "warned",
    "laughed",
    "sighed",
    "repeated",
    "growled",
    "snapped",
    "joked",
    "tweeted",
];

/// Words that decide, of one language.
pub(super) struct Words {
    language: String,
    library: Box<dyn Language>,
}

impl Words {
    /// Takes the words of `locale`'s language; of English where the library has none.
    pub(super) fn new(locale: &str) -> Self {
        let language = locale
            .split(['-', '_'])
            .next()
            .unwrap_or("en")
            .to_lowercase();
        Self {
            library: sentencex::language_factory(&language),
            language,
        }
    }

    /// Returns whether this mark ends sentences in the language.
    pub(super) fn is_stop(&self, c: char) -> bool {
        match c {
            '.' | '!' | '?' | '…' | '。' | '！' | '？' | '｡' | '．' => true,
            // `;` asks in Greek, `:` and `։` end in Armenian.
            ';' | ':' => matches!(self.language.as_str(), "el" | "hy") && self.in_library(c),
            c if c.is_ascii() || c.is_alphanumeric() => false,
            // Of no language, and too common to be looked for.
            '’' | '‘' | '“' | '”' | '«' | '»' | '–' | '—' | '\u{a0}' => false,
            c => self.in_library(c),
        }
    }

    /// Finds the first mark of `text` that ends sentences; `is_ascii` says that
    /// all of the text is.
    pub(super) fn find_stop(&self, text: &str, is_ascii: bool) -> Option<usize> {
        if is_ascii && !matches!(self.language.as_str(), "el" | "hy") {
            return memchr3(b'.', b'!', b'?', text.as_bytes());
        }
        text.find(|c| self.is_stop(c))
    }

    fn in_library(&self, c: char) -> bool {
        let pattern = self.library.get_sentence_break_regex();
        pattern.is_match(c.encode_utf8(&mut [0; 4]))
    }

    /// Whether the language's rules are ours: of others the library knows more.
    pub(super) fn is_ours(&self) -> bool {
        matches!(self.language.as_str(), "en" | "es" | "zh" | "ja" | "yue")
    }

    /// Whether the language is Spanish.
    pub(super) fn is_spanish(&self) -> bool {
        self.language == "es"
    }

    /// Whether the library sees that what follows a stop goes on.
    pub(super) fn goes_on(&self, after: &str) -> bool {
        !self.is_ours() && self.library.continue_in_next_word(after)
    }

    /// Whether a word with its exclamation mark is a name.
    pub(super) fn is_exclaimed_name(&self, word: &str) -> bool {
        self.library.is_exclamation_for(word)
    }

    /// Returns what kind of abbreviation `word` is, which stands before a
    /// stop, without it.
    pub(super) fn kind(&self, word: &str) -> Option<Kind> {
        let lower = word.to_lowercase();
        if self.is_ours() {
            let table = if self.is_spanish() {
                &SPANISH_KINDS
            } else {
                &ENGLISH_KINDS
            };
            if let Some(kind) = table.get(lower.as_str()) {
                return Some(*kind);
            }
            if self.is_spanish() {
                return None;
            }
        }
        let known = self.library.get_abbreviations().contains(&lower);
        if !known || (self.is_ours() && WORDS_TOO.contains(&word)) {
            return None;
        }
        Some(if self.is_ours() {
            Kind::After
        } else {
            Kind::Before
        })
    }

    /// Whether `word` goes with an abbreviated day before it.
    pub(super) fn goes_with(&self, word: &str) -> bool {
        is_month(word)
    }

    /// Whether a sentence begins with `word`, where a name might have stood.
    pub(super) fn begins(&self, word: &str) -> bool {
        if self.is_spanish() {
            return BEGINS[1].contains(word);
        }
        self.is_ours()
            && (BEGINS[0].contains(word)
                || sentencex::languages::English {}
                    .get_sentence_starters()
                    .contains(word))
    }
}

/// Whether `word` goes with a day of the week before it: `Sat. Oct. 3`.
fn is_month(word: &str) -> bool {
    WITH_AN_HOUR[7..19].contains(&word) || WITH_AN_HOUR[28..40].contains(&word)
}

/// Whether `word` goes with an hour before it: a day, a month, a time zone.
pub(super) fn goes_with_an_hour(word: &str) -> bool {
    WITH_AN_HOUR.contains(&word)
}

/// No name of a part is longer, in bytes.
const LONGEST_PART: usize = 40;

/// Whether `word` names a part of a work, which a number follows.
pub(super) fn is_part(word: &str) -> bool {
    if word.len() > LONGEST_PART {
        return false;
    }
    let lower = word.to_lowercase();
    PARTS.contains(&lower.trim_end_matches('.'))
}

/// Whether `word` says who spoke.
pub(super) fn is_speech(word: &str) -> bool {
    SPEECH.contains(&word)
}

/// Whether `word` is a Roman numeral.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "IVXLCDM".contains(c))
}
