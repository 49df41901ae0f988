//! Where sentences end in Chinese and Japanese: no blank stands between them,
//! and who said it may follow what was said.

use super::super::message::is_han_like;

/// How many characters after a quotation are looked at for who said it.
const CLAUSE: usize = 24;

/// What a clause ends with that says who spoke: a verb, or the last character of one.
const SPEECH: &str = "说說道问問答喊叫嚷骂罵叹嘆念写寫想讲講诉訴示应應调調充释釋布認认绍紹结結醒吁籲\
                      露称稱慨复複怨笑哭吼囔语語议議唱令";

/// What may follow such a verb in its clause.
const AFTER_SPEECH: &[&str] = &[
    "道", "着", "著", "了", "起来", "起來", "一句", "一声", "一聲", "我", "你", "他", "她", "大家",
    "他们", "她们", "我们",
];

/// What goes on with a quotation that it follows.
const GOES_ON: &[char] = &[
    '的', '声', '聲', '之', '等', '和', '与', '與', '及', '或', '是', '为', '為', '这', '這', '那',
    '一', 'と', 'っ', 'は', 'が', 'を', 'の', 'に', 'も', 'で', 'へ', 'や', 'な', 'か',
];

/// Words that go on after an ellipsis.
const AFTER_PAUSE: &[&str] = &[
    "又", "但", "却", "卻", "而", "然后", "然後", "才", "也", "还", "還", "都", "便", "再", "于是",
    "於是", "并", "並", "或", "可是", "可", "就", "的", "地", "得", "吗", "呢", "吧", "以及",
    "所以", "因为", "因為", "不过", "不過", "终于", "終於", "最后", "最後",
];

/// Words that begin a sentence after an abbreviation.
const BEGINS: &[char] = &[
    '他', '她', '它', '我', '你', '您', '这', '這', '那', '此', '其',
];

/// Whether a letter of Han or Kana, or a mark that opens something in them.
pub(super) const fn begins(c: char) -> bool {
    is_han_like(c) && !is_mark(c) || matches!(c, '“' | '‘')
}

/// Whether a mark before which no sentence begins.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{3000}'
            ..='\u{3004}'
                | '」'
                | '』'
                | '】'
                | '〕'
                | '》'
                | '〉'
                | '～'
                | '〜'
                | '・'
                | 'ー'
                | '，'
                | '；'
                | '：'
                | '）'
                | '］'
                | '｝'
                | '！'
                | '？'
                | '．'
                | '％'
                | '…'
                | '—'
                | '”'
                | '’'
    )
}

/// Whether a sentence in Han begins with this character after an abbreviation.
pub(super) fn begins_anew(c: char) -> bool {
    BEGINS.contains(&c)
}

/// Whether what follows a quotation belongs to its sentence: particles, and
/// who said it. `begins` tells whether the quotation begins the sentence.
pub(super) fn follows_quotation(after: &str, begins: bool) -> bool {
    if after.starts_with(GOES_ON) {
        return true;
    }
    if !begins {
        return false;
    }
    let end = after
        .char_indices()
        .take(CLAUSE)
        .find(|(_, c)| is_mark(*c) || matches!(c, '“' | '「' | '『' | '，' | '.' | ',' | ':'))
        .map_or_else(
            || {
                let whole = after.chars().nth(CLAUSE - 1).is_none();
                if whole { after.len() } else { 0 }
            },
            |(at, _)| at,
        );
    let clause = &after[..end];
    if after[end..]
        .strip_prefix(['，', ','])
        .is_some_and(|rest| rest.starts_with(['“', '「', '『', '"']))
    {
        // The speech goes on.
        return true;
    }
    let bare = AFTER_SPEECH
        .iter()
        .find_map(|word| clause.strip_suffix(word).filter(|rest| !rest.is_empty()));
    [Some(clause), bare]
        .into_iter()
        .flatten()
        .any(|clause| clause.ends_with(|c| SPEECH.contains(c)))
}

/// Whether an ellipsis stands within a sentence: a pause, a stutter.
pub(super) fn is_pause(before: &str, after: &str) -> bool {
    if AFTER_PAUSE.iter().any(|word| after.starts_with(word)) {
        return true;
    }
    let said = before
        .rsplit(|c: char| is_mark(c) || c.is_whitespace())
        .next()
        .unwrap_or_default();
    let short = said.chars().nth(2).is_none();
    let again = said
        .chars()
        .next_back()
        .is_some_and(|last| after.starts_with(last));
    short || again
}
