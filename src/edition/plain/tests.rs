use super::{Setting, render as rendered};
use crate::edition::words::Words;
use crate::locale::Locale;

/// Renders with English words; what has no scheme leads nowhere.
fn render(markdown: &str, wide: bool) -> String {
    let english = Locale::english();
    let setting = Setting {
        wide,
        words: &Words::new(&english, std::slice::from_ref(&english), &[]),
        address: &|address| address.contains(':').then(|| address.to_owned()),
    };
    rendered(markdown, &setting)
}

#[test]
fn no_marks_are_left() {
    let text = render(
        "---\ntitle: x\n---\n# One *two*\n\nSee [it](http://a.b) and `code`.\n\n- a\n- b\n  - c\n\n| 事项 | B |\n|---|---|\n| a | 内容 |\n\n![Alt](x.svg)\n",
        false,
    );
    assert_eq!(
        text,
        "One two\n\nSee it [1] and code.\n\n• a\n• b\n  • c\n\n事项  B\na     内容\n\n[Alt]\n\n[1] http://a.b\n"
    );
}

#[test]
fn lines_join_and_notes_are_told_apart() {
    let text = render(
        "中文\n正文 a\nb[^1] [c](http://d.e)\n\n[^1]: A note.\n",
        true,
    );
    assert_eq!(
        text,
        "中文正文 a b(1) c [1]\n\n(1) A note.\n\n[1] http://d.e\n"
    );
}

#[test]
fn every_kind_of_block_has_its_form() {
    let markdown = "---
title: The title
---

Intro with a hard\\
break and <b>bold</b> <script>x</script>text.

3. three

   later paragraph
4. four
   - nested

     nested later

> quoted
>
> - item

Term
: its definition

```rust
fn main() {
    one();
}
```

| Left | Right | Centre |
|:-----|------:|:------:|
| a | 1 | “x” |
| bb | 10 | long one |

First[^b], then[^a], again[^b]. [A](https://e.org), [B](https://e.org), <https://f.org>, <a@e.org>, [C](#c).

[^a]: About a.
[^b]: About b.

    More about b.

<figure>
<img src=\"a.png\" alt=\"A &amp; B\">
<figcaption>A <em>caption</em>,<br>in two lines</figcaption>
</figure>

- [x] done

* * *

End
";
    let expected = "The title

Intro with a hard
break and bold text.

3. three

   later paragraph

4. four

   • nested

     nested later

  quoted

  • item

Term
    its definition

    fn main() {
        one();
    }

Left  Right   Centre
a         1    “x”
bb       10  long one

First(1), then(2), again(1). A [1], B [1], https://f.org, a@e.org, C.

A & B

A caption,
in two lines

• [x] done

* * *

End

(1) About b.

    More about b.

(2) About a.

[1] https://e.org
";
    assert_eq!(render(markdown, false), expected);
}

#[test]
fn ambiguous_characters_are_wide_in_chinese() {
    let table = "| “甲” | 乙 |\n|---|---|\n| 一二三四 | 五 |\n";
    assert_eq!(render(table, true), "“甲”    乙\n一二三四  五\n");
    assert_eq!(render(table, false), "“甲”      乙\n一二三四  五\n");
}

#[test]
fn headings_pictures_and_alerts_can_be_told() {
    let markdown = "# One\n\nText.\n\n## Two\n\nSee [the other](b.md#x), ![a sign](s.png) too.\n\n\
        ![A hill](h.png)\n\n[![Left](l.png)](http://a.b) ![](n.png)\n![Right](r.png)\n\n- ![In a list](i.png)\n\n\
        > [!WARNING]\n> Mind the step.\n\n> # In a quote\n\n\
        | A | ![c](c.png) |\n|---|---|\n| | |\n| 1 | 2 |\n\n1. ### In a list\n   text\n";
    let expected = "One\n\nText.\n\n\nTwo\n\nSee the other, a sign too.\n\n\
        [A hill]\n\n[Left] [1]  [Right]\n\n• [In a list]\n\n\
        \u{20} Warning\n\n  Mind the step.\n\n  In a quote\n\n\
        A  c\n1  2\n\n1. In a list\n\n   text\n\n[1] http://a.b\n";
    assert_eq!(render(markdown, false), expected);
    assert_eq!(render("![山](h.png)\n", true), "［山］\n");
}
