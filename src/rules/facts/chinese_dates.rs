//! Chinese dates, ages and times, in Han and in figures.

use super::numerals;
use super::reader::Reader;
use super::times::{Half, seconds};
use super::{Class, ONE, Value, Weight};

/// Parts of the day, longer ones before their endings.
const PARTS: [(&str, Half); 24] = [
    ("凌晨", Half::Morning),
    ("清晨", Half::Morning),
    ("早晨", Half::Morning),
    ("早上", Half::Morning),
    ("清早", Half::Morning),
    ("上午", Half::Morning),
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("中午", Half::Afternoon),
    ("正午", Half::Afternoon),
    ("午后", Half::Afternoon),
    ("下午", Half::Afternoon),
    ("傍晚", Half::Afternoon),
    ("当晚", Half::Night),
    ("今晚", Half::Night),
    ("昨晚", Half::Night),
    ("明晚", Half::Night),
    ("晚上", Half::Night),
    ("晚间", Half::Night),
    ("夜间", Half::Night),
    ("夜里", Half::Night),
    ("深夜", Half::Night),
    ("午夜", Half::Night),
    ("晚", Half::Night),
];

/// Days that are called by their figures.
const FEASTS: [(&str, u8, u8); 9] = [
    ("双十一", 11, 11),
    ("雙十一", 11, 11),
    ("双十二", 12, 12),
    ("九一八", 9, 18),
    ("六一", 6, 1),
    ("五一", 5, 1),
    ("五四", 5, 4),
    ("七一", 7, 1),
    ("八一", 8, 1),
];

impl Reader<'_> {
    /// `六一`, `双十一`: a day that may be told by its name.
    pub(super) fn feast(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let (name, month, day) = FEASTS.iter().find(|(name, ..)| rest.starts_with(name))?;
        let is_numeral = |c: char| numerals::digit(c).is_some() || numerals::place(c).is_some();
        let before = self.text[..self.start(at)].chars().next_back();
        let behind = rest[name.len()..].chars().next();
        if before.is_some_and(is_numeral)
            || behind.is_some_and(|c| is_numeral(c) || "点年月日号个".contains(c))
        {
            return None;
        }
        let next = self.behind(at, name.len());
        let value = Value::Date {
            year: None,
            month: *month,
            day: *day,
        };
        self.push(at, next, Class::Date, Weight::Hint, value);
        Some(next)
    }

    /// A year: four digits in figures or in Han, right before 年.
    fn chinese_year(&self, at: usize) -> Option<(i32, usize)> {
        if let Some(year) = self.plain(at, 4) {
            let four = self.figure(at).is_some_and(|figure| figure.digits == 4);
            return (four && year >= 1000).then_some((i32::from(year), at + 1));
        }
        let mut year = 0;
        for place in at..at + 4 {
            let digit = numerals::digit(self.s(place).chars().next()?)?;
            year = year * 10 + i32::try_from(digit).ok()?;
        }
        Some((year, at + 4))
    }

    /// `[2020年][9月][17日]`, with the days that may follow.
    pub(super) fn chinese_date(&mut self, at: usize) -> Option<usize> {
        let mut place = at;
        let mut year = None;
        if let Some((value, next)) = self.chinese_year(at) {
            let mark = self.gap(next);
            // `1990年代` is a decade.
            if self.is(mark, &["年"]) && !self.is(mark + 1, &["代"]) {
                year = Some((value, mark + 1));
                place = self.gap(mark + 1);
            }
        }
        let month = self.small(place, 12).and_then(|(month, next)| {
            let mark = self.gap(next);
            (self.is(mark, &["月"]) && month > 0).then_some((month, mark + 1))
        });
        let Some((month, behind)) = month else {
            let (value, next) = year?;
            self.push(
                at,
                next,
                Class::Year,
                Weight::Figure,
                Value::whole(i128::from(value)),
            );
            return Some(next);
        };
        let in_figures = self.figure(place).is_some();
        let day = self.gap(behind);
        let first = self.small(day, 31).filter(|(first, _)| *first > 0);
        let dated = first.and_then(|(first, next)| {
            let mark = self.gap(next);
            if self.is(mark, &["日", "号", "號"]) {
                return Some((first, mark + 1));
            }
            // `9月17—19日`
            self.days_follow(next).then_some((first, next))
        });
        let next = match dated {
            Some((first, next)) => self.chinese_days(at, year, month, first, next),
            None => {
                let weight = if year.is_some() {
                    Weight::Figure
                } else {
                    Weight::Word
                };
                // `三月` and `9月` alone may be told in another way.
                let weight = if in_figures || year.is_some() {
                    weight
                } else {
                    Weight::Word
                };
                let fact = self.push(at, behind, Class::Date, weight, Value::Month(month));
                fact.others.push(Value::whole(i128::from(month)));
                behind
            }
        };
        if let Some((value, end)) = year {
            self.push(
                at,
                end,
                Class::Year,
                Weight::Figure,
                Value::whole(i128::from(value)),
            );
        }
        Some(next)
    }

    /// Whether days and 日 follow a connector: `—19日`.
    fn days_follow(&self, at: usize) -> bool {
        let Some(place) = self.connector(at) else {
            return false;
        };
        self.small(place, 31).is_some_and(|(_, next)| {
            self.is(self.gap(next), &["日", "号", "號"]) || self.days_follow(next)
        })
    }

    fn chinese_days(
        &mut self,
        at: usize,
        year: Option<(i32, usize)>,
        month: u8,
        first: u8,
        next: usize,
    ) -> usize {
        let year = year.map(|(year, _)| year);
        self.push(
            at,
            next,
            Class::Date,
            Weight::Figure,
            Value::Date {
                year,
                month,
                day: first,
            },
        );
        let mut end = next;
        while let Some(place) = self.connector(end)
            && let Some((day, behind)) = self.small(place, 31).filter(|(day, _)| *day > 0)
        {
            let mark = self.gap(behind);
            let last = self.is(mark, &["日", "号", "號"]);
            if !last && !self.days_follow(behind) {
                break;
            }
            let behind = if last { mark + 1 } else { behind };
            self.push(
                place,
                behind,
                Class::Date,
                Weight::Figure,
                Value::Date { year, month, day },
            );
            end = behind;
        }
        end
    }

    /// `公元前221年`, `20世纪90年代`, `九十年代`, `二十一世纪`, `公元79年`.
    pub(super) fn chinese_age(&mut self, at: usize) -> Option<usize> {
        let mut place = at;
        let mut before = false;
        for (name, is_before) in [
            ("公元前", true),
            ("公元", false),
            ("西元前", true),
            ("西元", false),
            ("上世纪", false),
            ("本世纪", false),
            ("上个世纪", false),
        ] {
            if self.rest(at).starts_with(name) {
                place = self.gap(self.behind(at, name.len()));
                before = is_before;
                break;
            }
        }
        let said = place > at;
        let number = self.han(place)?;
        let value = number.value / ONE;
        let behind = self.gap(number.next);
        if self.is(behind, &["世"]) && self.is(behind + 1, &["纪", "紀"]) {
            let century = i16::try_from(value)
                .ok()
                .filter(|century| (1..=40).contains(century))?;
            let end = behind + 2;
            let decade = self.gap(end);
            if let Some(next) = self.chinese_decade(at, decade, u8::try_from(century - 1).ok()) {
                return Some(next);
            }
            let weight = number.weight.min(Weight::Word);
            let signed = if before { -century } else { century };
            let fact = self.push(at, end, Class::Date, weight, Value::Century(signed));
            if !before {
                fact.others.push(Value::whole(i128::from(century)));
            }
            return Some(end);
        }
        if said && self.is(behind, &["年"]) && !self.is(behind + 1, &["代"]) {
            let signed = if before { -value } else { value };
            let year = Value::whole(signed);
            self.push(at, behind + 1, Class::Year, Weight::Figure, year);
            return Some(behind + 1);
        }
        self.chinese_decade(at, place, None)
    }

    fn chinese_decade(&mut self, from: usize, at: usize, century: Option<u8>) -> Option<usize> {
        let number = self
            .chinese_year(at)
            .map(|(year, next)| (i128::from(year), next, true, None));
        let number = number.or_else(|| {
            let number = self.han(at)?;
            let in_figures = self.figure(at).is_some();
            // `八九十年代` are two decades.
            let second = number.other.filter(|_| !in_figures);
            Some((number.value / ONE, number.next, in_figures, second))
        });
        let (value, next, in_figures, second) = number?;
        let next = self.gap(next);
        if !self.is(next, &["年"]) || !self.is(next + 1, &["代"]) || value % 10 != 0 {
            return None;
        }
        let value = u16::try_from(value).ok()?;
        let (century, tens) = match value {
            1000..3000 => (u8::try_from(value / 100).ok(), value / 10 % 10),
            0..100 => (century, value / 10),
            _ => return None,
        };
        let tens = u8::try_from(tens).ok()?;
        let weight = if in_figures {
            Weight::Figure
        } else {
            Weight::Word
        };
        let fact = self.push(
            from,
            next + 2,
            Class::Date,
            weight,
            Value::Decade(century, tens),
        );
        fact.others.push(Value::whole(i128::from(value)));
        if let Some(second) = second
            && let Ok(tens) = u8::try_from(second / (10 * ONE))
            && tens < 10
        {
            let decade = Value::Decade(century, tens);
            let fact = self.push(from, next + 2, Class::Date, weight, decade);
            fact.others.push(Value::Number(second));
        }
        Some(next + 2)
    }

    pub(super) fn chinese_weekday(&mut self, at: usize) -> Option<usize> {
        let names = ["星期", "礼拜", "禮拜", "周", "週"];
        let name = names
            .iter()
            .find(|name| self.rest(at).starts_with(**name))?;
        let place = self.behind(at, name.len());
        let day = match self.s(place) {
            "一" => 0,
            "二" => 1,
            "三" => 2,
            "四" => 3,
            "五" => 4,
            "六" => 5,
            "日" | "天" | "末" if *name != "周" || self.s(place) == "日" => 6,
            _ => return None,
        };
        // `每周一次`, `两周三次`, `一周五天`
        let counts = [
            "次", "个", "個", "天", "遍", "回", "期", "年", "十", "百", "人", "名",
        ];
        if self.s(place) == "末" || self.is(place + 1, &counts) {
            return None;
        }
        self.push_weekday(at, place + 1, day);
        Some(place + 1)
    }

    /// Returns the part of the day that stands right before a token.
    pub(super) fn part_before(&self, at: usize) -> Option<Half> {
        let before = self.text[..self.start(at)].trim_end_matches([' ', '\u{a0}']);
        PARTS
            .iter()
            .find(|(name, _)| before.ends_with(name))
            .map(|(_, half)| *half)
    }

    /// `晚上11点45分`, `23时45分`, `下午三点一刻`, `九点半`, `正午`.
    pub(super) fn chinese_time(&mut self, at: usize) -> Option<usize> {
        let part = PARTS
            .iter()
            .find(|(name, _)| self.rest(at).starts_with(name));
        if let Some((name, _)) = part {
            let behind = self.gap(self.behind(at, name.len()));
            let hour = self.small(behind, 24);
            if hour.is_none() && matches!(*name, "正午" | "中午" | "午夜") {
                let time = if *name == "午夜" { 0 } else { 43_200 };
                return Some(self.push_time(at, behind, Weight::Word, time, Some(Half::Whole)));
            }
            // The hour is read when its token comes.
            return Some(self.behind(at, name.len()));
        }
        let (hour, next) = self.small(at, 24)?;
        let mark = self.gap(next);
        let is_hour = self.is(mark, &["点", "點"])
            || self.is(mark, &["时", "時"])
                && !self.is(mark + 1, &["间", "間", "期", "代", "候", "常", "尚"]);
        if !is_hour || self.is(mark + 1, &["击", "数", "赞", "评"]) {
            return None;
        }
        let mut end = mark + 1;
        end += usize::from(self.is(end, &["钟", "鐘", "整"]));
        let (minute, end, said) = self.minutes(end);
        let half = self.part_before(at);
        let time = seconds(u16::from(hour), minute, half)?;
        let in_figures = self.figure(at).is_some();
        let sure =
            said || half.is_some() || end > mark + 1 || self.is(mark, &["时", "時"]) && in_figures;
        // `值为 0 时` is no time, but when something is nought.
        let is_when = self.is(mark, &["时", "時"])
            && !said
            && half.is_none()
            && (mark > next || self.is_when(at));
        if is_when {
            return None;
        }
        // `三点建议` are three points, and `三点五` is a number.
        if !sure && (!in_figures || self.figure(mark + 1).is_some()) {
            return None;
        }
        let weight = if in_figures {
            Weight::Figure
        } else {
            Weight::Word
        };
        let next = self.push_time(at, end, weight, time, half);
        if !sure && let Some(fact) = self.facts.last_mut() {
            fact.others.push(Value::whole(i128::from(hour)));
        }
        Some(next)
    }

    /// Whether what stands before a number and 时 makes a clause of it.
    fn is_when(&self, at: usize) -> bool {
        let before = self.text[..self.start(at)].trim_end();
        before.ends_with([
            '为', '為', '是', '于', '於', '到', '达', '达', '有', '过', '少', '多', '成', '回',
            '第', '=',
        ]) || before.ends_with(|c: char| c.is_ascii_alphanumeric())
    }

    fn minutes(&self, at: usize) -> (u16, usize, bool) {
        match self.s(at) {
            "半" => return (30, at + 1, true),
            "一" if self.is(at + 1, &["刻"]) => return (15, at + 2, true),
            "三" if self.is(at + 1, &["刻"]) => return (45, at + 2, true),
            _ => {}
        }
        let zero = at + usize::from(self.is(at, &["零", "〇", "过"]));
        match self.small(zero, 59) {
            Some((minute, next)) if self.is(next, &["分"]) && !self.is(next + 1, &["之"]) => {
                (u16::from(minute), next + 1, true)
            }
            // `九点五十`
            Some((minute, next)) if next - zero > 1 && self.figure(zero).is_none() => {
                (u16::from(minute), next, true)
            }
            _ => (0, at, false),
        }
    }
}
