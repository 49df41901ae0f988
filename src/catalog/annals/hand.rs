//! Resources as somebody reads and edits them in an editor: lines of text.

/// Where a message, or its stub, stands among the lines of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The first line of the comment over it.
    comment: usize,
    /// The line of its `=`.
    entry: usize,
    /// The line after its last one.
    end: usize,
}

/// A resource, open in an editor.
pub(super) struct Sheet {
    lines: Vec<String>,
}

impl Sheet {
    pub(super) fn open(text: &str) -> Self {
        let lines = text.lines().map(str::to_owned).collect();
        Self { lines }
    }

    pub(super) fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// Finds the first message, else the stub, of this id.
    pub(super) fn find(&self, id: &str) -> Option<Place> {
        let begins = |line: &String, lead: &str| {
            let rest = line
                .strip_prefix(lead)
                .and_then(|line| line.strip_prefix(id));
            rest.is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        let find = |lead| self.lines.iter().position(|line| begins(line, lead));
        let entry = find("").or_else(|| find("# "))?;
        let goes_on = |line: &&String| line.starts_with(' ') || line.starts_with('}');
        let size = self.lines[entry + 1..].iter().take_while(goes_on).count();
        let above = self.lines[..entry].iter().rev();
        let comment = entry - above.take_while(|line| line.starts_with("# ")).count();
        Some(Place {
            comment,
            entry,
            end: entry + 1 + size,
        })
    }

    /// Returns what the line with this mark over a message says.
    pub(super) fn told(&self, place: Place, mark: &str) -> Option<String> {
        let lead = format!("# {mark}: ");
        let lines = &self.lines[place.comment..place.entry];
        let line = lines.iter().find_map(|line| line.strip_prefix(&lead))?;
        Some(line.to_owned())
    }

    /// Returns the lines of a message, its comment left out.
    pub(super) fn entry(&self, place: Place) -> String {
        self.lines[place.entry..place.end].join("\n")
    }

    /// Puts a text in the place of a message, or of its stub.
    pub(super) fn put(&mut self, place: Place, text: &str) {
        let new = text.lines().map(str::to_owned);
        self.lines.splice(place.entry..place.end, new);
    }

    /// Takes away the lines over a message that say what it was made from.
    pub(super) fn settle(&mut self, place: Place) {
        let comment = self.lines.drain(place.comment..place.entry);
        let kept: Vec<String> = comment.filter(|line| !line.starts_with("# WAS")).collect();
        self.lines.splice(place.comment..place.comment, kept);
    }

    /// Writes a message at the end.
    pub(super) fn append(&mut self, text: &str) {
        self.lines.push(String::new());
        self.lines.extend(text.lines().map(str::to_owned));
    }

    /// Returns the ids of the messages, in their order.
    pub(super) fn ids(&self) -> Vec<String> {
        let begins = |line: &&String| line.starts_with(|c: char| c.is_ascii_alphabetic());
        let named = self.lines.iter().filter(begins);
        named
            .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
            .collect()
    }

    /// Drops comments and stubs, as a tool may.
    pub(super) fn bare(&mut self) {
        self.lines.retain(|line| !line.starts_with('#'));
    }

    /// Puts the text of one-line messages on a line of its own.
    pub(super) fn wrap(&mut self) {
        let wrapped = self.lines.iter().flat_map(|line| {
            let message = line.starts_with(|c: char| c.is_ascii_alphabetic());
            match line.split_once(" = ").filter(|_| message) {
                Some((id, text)) if !text.contains("->") => {
                    vec![format!("{id} ="), format!("    {text}")]
                }
                _ => vec![line.clone()],
            }
        });
        self.lines = wrapped.collect();
    }
}

/// Returns the tokens of a text: the numbers of `T17q`.
pub(super) fn tokens(text: &str) -> Vec<u32> {
    let parts = text.split('T').skip(1);
    let numbers = parts.filter_map(|part| part.split_once('q')?.0.parse().ok());
    numbers.collect()
}
