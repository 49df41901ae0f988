//! Chinese amounts and parts: what stands around a number in Han.

use super::numerals;
use super::reader::{Minus, Number, Reader};
use super::token::Kind;
use super::units::{self, Unit};
use super::{Class, ONE, Value, Weight};

impl Reader<'_> {
    /// `三分之二`, `百分之四十五`, `四成`, `一半`.
    pub(super) fn chinese_part(&mut self, at: usize) -> Option<usize> {
        let whole = ["百分之", "千分之", "万分之"]
            .iter()
            .position(|name| self.rest(at).starts_with(name));
        if let Some(index) = whole {
            let place = self.gap(self.behind(at, "百分之".len()));
            let number = self.han(place)?;
            let value = match index {
                0 => number.value,
                1 => number.value / 10,
                _ => number.value / 100,
            };
            let weight = Weight::Figure;
            let fact = self.push(at, number.next, Class::Number, weight, Value::Number(value));
            fact.unit = Some(Unit::Percent);
            return Some(number.next);
        }
        if matches!(self.s(at), "半" | "一")
            && (self.is(at, &["半"]) && self.is(at + 1, &["数", "數"]) || self.is(at + 1, &["半"]))
        {
            let fact = self.push(
                at,
                at + 2,
                Class::Fraction,
                Weight::Word,
                Value::Number(ONE / 2),
            );
            fact.others.push(Value::whole(1));
            return Some(at + 2);
        }
        if self.is(at, &["半"]) {
            return self.half_unit(at);
        }
        let number = self.han(at)?;
        let mark = self.gap(number.next);
        if self.is(mark, &["分"]) && self.is(mark + 1, &["之"]) {
            let top = self.han(self.gap(mark + 2))?;
            let weight = number.weight.min(Weight::Word);
            let value = top.value.checked_mul(ONE)?.checked_div(number.value)?;
            self.push(at, top.next, Class::Fraction, weight, Value::Number(value));
            return Some(top.next);
        }
        let tenth = (ONE..=10 * ONE).contains(&number.value) && number.next == at + 1;
        let no_part = [
            "为", "為", "立", "功", "员", "員", "果", "本", "熟", "长", "就", "分", "交", "人",
            "都",
        ];
        if tenth && self.is(mark, &["成"]) && mark == number.next && !self.is(mark + 1, &no_part) {
            let mut value = number.value * 10;
            let mut next = mark + 1;
            if let Some(more) = self
                .s(next)
                .chars()
                .next()
                .and_then(numerals::digit)
                .filter(|more| *more > 0)
            {
                value += more * ONE;
                next += 1;
            }
            if self.is(next, &["半"]) {
                value += 5 * ONE;
                next += 1;
            }
            let weight = number.weight.min(Weight::Word);
            let fact = self.push(at, next, Class::Number, weight, Value::Number(value));
            fact.unit = Some(Unit::Percent);
            return Some(next);
        }
        self.discount(at, &number)
    }

    /// `八折`, `八五折`: what is left of a price, and so what is off.
    fn discount(&mut self, at: usize, number: &Number) -> Option<usize> {
        let other = [
            "叠", "疊", "断", "斷", "磨", "腾", "騰", "射", "页", "頁", "返", "算", "线",
        ];
        let mark = number.next;
        if !self.is(mark, &["折"]) || self.is(mark + 1, &other) {
            return None;
        }
        let left = match number.value / ONE {
            one @ 1..=9 => one * 10 * ONE + number.value % ONE * 10,
            two @ 11..=99 => two * ONE,
            _ => return None,
        };
        let weight = number.weight.min(Weight::Word);
        let value = Value::Number(100 * ONE - left);
        let fact = self.push(at, mark + 1, Class::Number, weight, value);
        fact.unit = Some(Unit::Percent);
        fact.others.push(Value::Number(left));
        Some(mark + 1)
    }

    /// `半小时`, `半年`, `半个月`.
    fn half_unit(&mut self, at: usize) -> Option<usize> {
        let Some((unit, len)) = units::of_chinese(self.rest(at + 1)) else {
            // `半杯`, `半途`: a half of something, or none.
            let value = Value::Number(ONE / 2);
            self.push(at, at + 1, Class::Fraction, Weight::Hint, value);
            return Some(at + 1);
        };
        let next = self.behind(at + 1, len);
        let fact = self.push(
            at,
            next,
            Class::Number,
            Weight::Word,
            Value::Number(ONE / 2),
        );
        fact.unit = Some(unit);
        Some(next)
    }

    /// `第40届`, `零下5摄氏度`, `人民币100元`, and plain amounts.
    pub(super) fn chinese_amount(&mut self, at: usize) -> Option<usize> {
        if let Some(next) = self
            .below_zero_before(at)
            .or_else(|| self.chinese_ordinal(at))
            .or_else(|| self.yuan_before(at))
        {
            return Some(next);
        }
        let mut number = self.han(at)?;
        self.more_behind(&mut number);
        if let Some(next) = self
            .part_of_time(at, &number)
            .or_else(|| self.tenths_behind(at, &number))
        {
            return Some(next);
        }
        // `16进制` is hexadecimal.
        if self.is(number.next, &["进", "進"]) && self.is(number.next + 1, &["制", "位"]) {
            number.weight = Weight::Hint;
        }
        let parts = self.parts_of_ten(at, number.next);
        let next = self.finish(at, at, number, None, Minus::None);
        self.grown_by(at, next);
        if let Some(parts) = parts
            && let Some(fact) = self.facts.last_mut()
        {
            fact.others.extend(parts.map(Value::whole));
        }
        // `每小时120公里`, `时速120公里`
        let before = self.text[..self.start(at)].trim_end_matches([' ', '约', '達', '达', '为']);
        let hourly = ["每小时", "每小時", "时速", "時速"];
        if hourly.iter().any(|name| before.ends_with(name))
            && let Some(fact) = self.facts.last_mut()
        {
            fact.unit = fact.unit.and_then(units::by_hour).or(fact.unit);
        }
        Some(next)
    }

    /// `零下5摄氏度`, `负一`.
    fn below_zero_before(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let name = ["零下", "负", "負"]
            .iter()
            .find(|name| rest.starts_with(**name))?;
        let first = self.gap(self.behind(at, name.len()));
        let mut number = self.han(first)?;
        number.value = -number.value;
        number.digits = 0;
        Some(self.finish(at, first, number, None, Minus::None))
    }

    /// `第40届`, `第七章`, `二季度`.
    fn chinese_ordinal(&mut self, at: usize) -> Option<usize> {
        let is_said = self.is(at, &["第"]);
        let first = if is_said { self.gap(at + 1) } else { at };
        let number = self.han(first)?;
        let ranks = ["季度", "年级", "年級", "等奖", "等獎", "等功"];
        let rest = self.rest(number.next);
        // `前三季度` are three.
        let before = self.text[..self.start(at)].chars().next_back();
        if !is_said && before.is_some_and(|c| "前后後近续續头頭每了过過这這".contains(c))
        {
            return None;
        }
        // `伊丽莎白二世`
        let other = ["纪", "紀", "界", "代", "人", "家", "故", "俗", "英"];
        let is_king = rest.starts_with('世') && !self.is(number.next + 1, &other);
        if !is_said && !is_king && !ranks.iter().any(|rank| rest.starts_with(rank)) {
            return None;
        }
        let weight = number.weight.min(Weight::Word);
        let value = Value::Number(number.value);
        let fact = self.push(at, number.next, Class::Ordinal, weight, value);
        fact.others.extend(number.other.map(Value::Number));
        Some(number.next)
    }

    /// `人民币100元`.
    fn yuan_before(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let name = ["人民币", "人民幣"]
            .iter()
            .find(|name| rest.starts_with(**name))?;
        let first = self.gap(self.behind(at, name.len()));
        self.figure(first)?;
        let mut number = self.han(first)?;
        number.next += usize::from(self.is(number.next, &["元"]));
        Some(self.finish(at, first, number, Some("CNY"), Minus::None))
    }

    /// `一打` are twelve, `一个半小时` is an hour and a half, and `3万多` more than that.
    fn more_behind(&self, number: &mut Number) {
        if self.is(number.next, &["打"]) && number.value < 100 * ONE {
            number.other = Some(number.value);
            number.value *= 12;
            number.next += 1;
            number.weight = number.weight.min(Weight::Word);
        }
        if self.is(number.next, &["个", "個"]) && self.is(number.next + 1, &["半"]) {
            number.value += ONE / 2;
            number.next += 2;
            number.digits = 0;
            number.weight = number.weight.min(Weight::Word);
        }
        let more = number.next;
        let behind = self.tokens.get(more + 1);
        if self.is(more, &["多", "余", "餘", "来", "來"])
            && behind.is_some_and(|next| next.kind == Kind::Han)
        {
            number.next += 1;
        }
    }

    /// `一刻钟`, and a time of sports, `9秒58`.
    fn part_of_time(&mut self, at: usize, number: &Number) -> Option<usize> {
        let next = number.next + 2;
        if self.is(number.next, &["刻"]) && self.is(number.next + 1, &["钟", "鐘"]) {
            let value = Value::Number(number.value.saturating_mul(15));
            let fact = self.push(at, next, Class::Number, Weight::Word, value);
            fact.unit = units::of_word("min");
            return Some(next);
        }
        if !self.is(number.next, &["秒"]) || self.figure(at).is_none() {
            return None;
        }
        let rest = self.plain(number.next + 1, 2)?;
        let by = 10_i128.pow(u32::try_from(self.figure(number.next + 1)?.digits).ok()?);
        let value = Value::Number(number.value + i128::from(rest) * ONE / by);
        let fact = self.push(at, next, Class::Number, number.weight, value);
        fact.unit = units::of_word("sec");
        Some(next)
    }
}
