//! Chinese numbers, parts and amounts, in Han and in figures.

use super::numerals::{self, Sign};
use super::reader::{Number, Reader};
use super::token::Kind;
use super::{Class, ONE, Value, Weight};

/// What is counted, right behind a number in Han: the number is meant as one.
const COUNTED: &str = concat!(
    "个個只隻名位人座家所条條张張本次届屆年月天日周小时時分秒岁歲楼樓层層部章节節卷版米公千克吨噸斤元块塊角美欧歐英种種类類项項件台辆輛架艘门門间間支把头頭匹颗顆粒双雙对對套组組批期轮輪场場起例篇段句页頁行列步倍度级級星国國省市县縣镇鎮村县城方队隊路处處道棵朵杯瓶箱袋包盒点點座丘山大万亿等维維",
    "片枚滴剂劑罐桶碗盘盤勺匙幅封笔筆份顶頂根扇副幢栋棟户戶亩畝季世代室厅廳号號线線站口群枝株束串排堆班集首曲幕员員胞胎连連冠族院校区區州洲岛島湖环環面桌餐顿頓趟遍声聲拳针針票席核款案战戰球杆股"
);

/// Words with a numeral in them that count nothing.
const IDIOMS: [&str; 40] = [
    "万一",
    "一起",
    "一样",
    "一些",
    "一直",
    "一定",
    "一般",
    "一切",
    "一旦",
    "一方面",
    "一点",
    "一下",
    "统一",
    "唯一",
    "之一",
    "千万别",
    "万万",
    "百姓",
    "百科",
    "百货",
    "万能",
    "成千上万",
    "千家万户",
    "四川",
    "四周",
    "四处",
    "四面八方",
    "五金",
    "三亚",
    "百度",
    "二手",
    "十分重",
    "十分感",
    "十足",
    "万象",
    "千方百计",
    "百年老",
    "万岁",
    "三明治",
    "九江",
];

impl<'t> Reader<'t> {
    /// Reads what begins at a Han character or a figure.
    pub(super) fn chinese(&mut self, at: usize) -> Option<usize> {
        self.feast(at)
            .or_else(|| self.chinese_date(at))
            .or_else(|| self.chinese_age(at))
            .or_else(|| self.chinese_weekday(at))
            .or_else(|| self.chinese_time(at))
            .or_else(|| self.chinese_part(at))
            .or_else(|| self.chinese_word(at))
            .or_else(|| self.chinese_amount(at))
    }

    pub(super) fn rest(&self, at: usize) -> &'t str {
        &self.text[self.start(at)..]
    }

    /// The token behind so many bytes.
    pub(super) fn behind(&self, at: usize, bytes: usize) -> usize {
        let end = self.start(at) + bytes;
        let mut next = at;
        while next < self.tokens.len() && self.start(next) < end {
            next += 1;
        }
        next
    }

    pub(super) fn is(&self, at: usize, texts: &[&str]) -> bool {
        texts.contains(&self.s(at))
    }

    /// A number in Han, in figures with Han places, or in figures; `50多万` too.
    pub(super) fn han(&self, at: usize) -> Option<Number> {
        let mut number = self.plain_han(at)?;
        let place = self.s(number.next + 1).chars().next();
        if self.is(number.next, &["多", "余", "餘", "几", "幾", "来", "來"])
            && let Some(by) = place.and_then(numerals::place).filter(|by| *by >= 10_000)
            && number.factor < by
        {
            number.scale(by);
            number.next += 2;
            number.weight = number.weight.min(Weight::Word);
        }
        Some(number)
    }

    fn plain_han(&self, at: usize) -> Option<Number> {
        let first = self.tokens.get(at)?;
        if first.kind != Kind::Han {
            let mut number = self.bare(at)?;
            let place = self.gap(number.next);
            let is_big = self.s(place).chars().all(|c| numerals::place(c).is_some());
            if number.class == Class::Fraction
                || !is_big
                || self.s(place).is_empty()
                || place > number.next && self.is(place, &["十", "百"])
            {
                return Some(number);
            }
            // The places make a number of it.
            if let Some(run) = self.run(at) {
                let other = number.other.take();
                number.value = run.0;
                number.other = other.filter(|_| run.1 == at + 2).and_then(|other| {
                    let c = self.s(at + 1).chars().next()?;
                    other.checked_mul(numerals::place(c)?)
                });
                number.factor = run.2;
                number.next = run.1;
                number.digits = 0;
            }
            return Some(number);
        }
        if let Some(number) = self.about_scaled(at) {
            return Some(number);
        }
        let (value, mut next, factor) = self.run(at)?;
        let mut number = Number::new(value, Weight::Hint, next);
        if self.is(next, &["点", "點"])
            && let Some((part, end)) = self.decimals(next + 1)
        {
            number.value += part;
            next = end;
            if let Some(by) = self.s(next).chars().next().and_then(numerals::place) {
                number.scale(by);
                next += 1;
                if let Some(by) = self.s(next).chars().next().and_then(numerals::place) {
                    number.scale(by);
                    next += 1;
                }
            }
            number.next = next;
            number.weight = Weight::Word;
            return Some(number);
        }
        number.factor = factor;
        number.weight = self.han_weight(at, next, value);
        if number.weight == Weight::Hint {
            number.other = self.about(at, next);
        }
        // `十七八`, `三十五六`
        let digit = |at: usize| numerals::digit(self.s(at).chars().next()?);
        if next > at + 1
            && let (Some(last), Some(more)) = (digit(next - 1), digit(next))
            && more == last + 1
            && number.value % (10 * ONE) == last * ONE
        {
            number.other = Some(number.value + ONE);
            number.next = next + 1;
        }
        Some(number)
    }

    /// `四五千`, `七八十万`: about so many, between two figures.
    fn about_scaled(&self, at: usize) -> Option<Number> {
        let digit = |at: usize| numerals::digit(self.s(at).chars().next()?);
        let (low, high) = (digit(at)?, digit(at + 1)?);
        numerals::place(self.s(at + 2).chars().next()?)?;
        let (value, next, factor) = self.run(at + 1)?;
        if low == 0 || !(low + 1..=low + 2).contains(&high) || value % high != 0 {
            return None;
        }
        let mut number = Number::new(value / high * low, Weight::Word, next);
        number.other = Some(value);
        number.factor = factor;
        Some(number)
    }

    /// Digits behind a point that is a word: `三点五`.
    fn decimals(&self, at: usize) -> Option<(i128, usize)> {
        let (mut value, mut place, mut next) = (0, ONE, at);
        while let Some(digit) = self.s(next).chars().next().and_then(numerals::digit) {
            place /= 10;
            value += digit * place;
            next += 1;
        }
        let places = self.s(next).chars().next().and_then(numerals::place);
        // `三点五十`, `三点五分` are times.
        let time = places.is_some_and(|by| by < 10_000) || self.is(next, &["分", "刻"]);
        (next > at && !time).then_some((value, next))
    }

    /// The signs of a number from here on: value, the token behind, biggest place.
    fn run(&self, at: usize) -> Option<(i128, usize, i128)> {
        let mut signs = Vec::new();
        let (mut next, mut factor) = (at, 1);
        while signs.len() < 40 {
            let mut place = next;
            // `3 万` is one number, `2020 3` is not.
            if next > at && self.is_space(next) && matches!(signs.last(), Some(Sign::Figure(_))) {
                place = next + 1;
            }
            if let Some(figure) = self.figure(place) {
                if place != next || matches!(signs.last(), Some(Sign::Figure(_) | Sign::Digit(_))) {
                    break;
                }
                signs.push(Sign::Figure(figure.value?));
                next = place + 1;
                continue;
            }
            let Some(c) = self.s(place).chars().next() else {
                break;
            };
            let sign = match c {
                '廿' => Some(Sign::Tens(20)),
                '卅' => Some(Sign::Tens(30)),
                _ => numerals::digit(c)
                    .map(Sign::Digit)
                    .or(numerals::place(c).map(Sign::Place)),
            };
            let Some(sign) = sign else { break };
            if let Sign::Place(by) = sign {
                // 千米, 千克, 百分之, 兆瓦 and 千瓦 are units and parts.
                let behind = self.s(place + 1);
                let unit = matches!(c, '千' | '兆')
                    && matches!(
                        behind,
                        "米" | "克" | "瓦" | "赫" | "字" | "卡" | "伏" | "帕" | "焦"
                    )
                    || c == '百' && matches!(behind, "分" | "帕")
                    || c == '千' && behind == "分" && self.s(place + 2) == "之"
                    || matches!(c, '百' | '千' | '万') && signs.is_empty() && behind == "分";
                if unit || place > next && by < 10_000 && by != 1_000 {
                    break;
                }
                factor = factor.max(by);
            }
            if matches!(
                (sign, signs.last()),
                (Sign::Digit(_), Some(Sign::Figure(_)))
            ) {
                break;
            }
            signs.push(sign);
            next = place + 1;
        }
        while !signs.is_empty() {
            if let Some(value) = numerals::evaluate(&signs) {
                return Some((value, next, factor));
            }
            signs.pop();
            next -= 1;
        }
        None
    }

    /// `两三`, `七八十`: about so many; the second reading.
    fn about(&self, at: usize, next: usize) -> Option<i128> {
        let digits: Vec<i128> = (at..next)
            .filter_map(|at| numerals::digit(self.s(at).chars().next()?))
            .collect();
        (next - at == 2 && digits.len() == 2).then(|| digits[1] * ONE)
    }

    /// `二八`, `三七开`: tenths that make one, 20 and 80 percent.
    pub(super) fn parts_of_ten(&self, at: usize, next: usize) -> Option<[i128; 2]> {
        let digit = |at: usize| numerals::digit(self.s(at).chars().next()?);
        let (one, other) = (digit(at)?, digit(at + 1)?);
        (next == at + 2 && one + other == 10).then_some([one * 10, other * 10])
    }

    /// A number in Han is meant as one where it counts something.
    fn han_weight(&self, at: usize, next: usize, value: i128) -> Weight {
        let signs = next - at;
        let start = self.start(at);
        let before = self.text[..start].chars().next_back().unwrap_or(' ');
        let digits_only = (at..next).all(|at| {
            self.s(at)
                .chars()
                .next()
                .is_some_and(|c| numerals::digit(c).is_some())
        });
        let ordinal = before == '第';
        // `二月初三` is a day.
        let is_day = self.text[..start].ends_with("月初");
        if is_day && value > ONE && value <= 10 * ONE {
            return Weight::Word;
        }
        if self.is_idiom(at, next)
            || "数几多上初成逾".contains(before) && signs == 1
            || self.is(next, &["几", "数", "来", "多", "余"]) && value < 20 * ONE
        {
            return Weight::Hint;
        }
        if value <= ONE && !ordinal || signs > 1 && digits_only && !self.is(next, &["年"]) {
            return Weight::Hint;
        }
        let behind = self.s(next).chars().next().unwrap_or(' ');
        let single =
            signs == 1 && numerals::place(self.s(at).chars().next().unwrap_or(' ')).is_some();
        // `十年` is told by its number; `百年` and `千里` are long.
        let ten = self.is(at, &["十"]) && behind != '分' && COUNTED.contains(behind);
        if single && !ordinal && !ten {
            return Weight::Hint;
        }
        let is_scaled = signs > 1 && !digits_only;
        if ordinal || is_scaled || COUNTED.contains(behind) || signs > 2 {
            Weight::Word
        } else {
            Weight::Hint
        }
    }

    fn is_idiom(&self, at: usize, next: usize) -> bool {
        let from = self.start(at.saturating_sub(3));
        let end = self.start(next + 3).min(self.text.len());
        let (start, stop) = (self.start(at), self.start(next));
        let near = &self.text[from..end];
        IDIOMS.iter().any(|idiom| {
            near.match_indices(idiom)
                .any(|(place, _)| from + place < stop && start < from + place + idiom.len())
        })
    }

    pub(super) fn small(&self, at: usize, most: u8) -> Option<(u8, usize)> {
        if let Some(value) = self.plain(at, 2) {
            let value = u8::try_from(value).ok().filter(|value| *value <= most)?;
            return Some((value, at + 1));
        }
        if self.tokens.get(at)?.kind != Kind::Han {
            return None;
        }
        let (value, next, factor) = self.run(at)?;
        let value = u8::try_from(value / ONE)
            .ok()
            .filter(|value| *value <= most)?;
        (factor <= 10 && next - at <= 3).then_some((value, next))
    }

    /// Words that may stand for a figure: `首次`, `双方`, `翻番`, `两市`.
    fn chinese_word(&mut self, at: usize) -> Option<usize> {
        if let Some(next) = self.half_of_two(at).or_else(|| self.chinese_multiple(at)) {
            return Some(next);
        }
        let (value, class) = match self.s(at) {
            "首" | "头" | "單" | "单" | "每" | "初" | "另" => (1, Class::Ordinal),
            // `三倍` is no two.
            "倍" if self.follows_number(at) => return None,
            "双" | "雙" | "翻" | "倍" | "俩" => (2, Class::Number),
            "仨" => (3, Class::Number),
            "元" if self.is(at + 1, &["旦", "月", "年"]) => (1, Class::Number),
            "无" | "無" | "没" => (0, Class::Number),
            "打" if at > 0
                && numerals::digit(self.text[..self.start(at)].chars().next_back()?).is_some() =>
            {
                (12, Class::Number)
            }
            _ => return None,
        };
        self.push(at, at + 1, class, Weight::Hint, Value::whole(value));
        Some(at + 1)
    }

    /// `上半年`, `下半场`: the first of two halves, or the second.
    fn half_of_two(&mut self, at: usize) -> Option<usize> {
        let value = match self.s(at) {
            "上" | "前" => 1,
            "下" | "后" | "後" => 2,
            _ => return None,
        };
        let of = [
            "年", "场", "場", "月", "叶", "葉", "程", "学", "學", "部", "段", "赛", "賽",
        ];
        if !self.is(at + 1, &["半"]) || !self.is(at + 2, &of) {
            return None;
        }
        let value = Value::whole(value);
        let fact = self.push(at, at + 3, Class::Ordinal, Weight::Word, value);
        // Six months may be told for either.
        fact.others.push(Value::whole(6));
        Some(at + 3)
    }

    /// Whether a figure or a numeral stands right before a token.
    fn follows_number(&self, at: usize) -> bool {
        let before = self.text[..self.start(at)].trim_end().chars().next_back();
        before.is_some_and(|c| {
            super::token::digit(c).is_some()
                || numerals::digit(c).is_some()
                || numerals::place(c).is_some()
                || matches!(c, '几' | '数' | '多' | '半')
        })
    }
}
