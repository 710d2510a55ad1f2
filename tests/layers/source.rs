//! A source file as the checks see it: without comments, without the insides of texts, without code for tests.

/// A file of `src`.
pub(crate) struct Source {
    /// Its path below `src`.
    pub(crate) path: String,
    /// How many lines it has, with everything.
    pub(crate) length: usize,
    /// The code alone; line breaks stand where they stood.
    code: String,
    /// The same with the code for tests.
    all_code: String,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let all_code = without_comments_and_texts(text);
        let code = without_tests(&all_code);
        Self { path: path.to_owned(), length: text.lines().count(), code, all_code }
    }

    /// The room it is in; the crate's own root is in none.
    pub(crate) fn room(&self) -> Option<&str> {
        let first = self.path.split('/').next().unwrap_or_default();
        let room = first.strip_suffix(".rs").unwrap_or(first);
        (!matches!(room, "lib" | "main")).then_some(room)
    }

    /// A line by its number, from 1.
    pub(crate) fn line(&self, number: usize) -> &str {
        self.code.lines().nth(number - 1).unwrap_or_default()
    }

    /// The lines with this text.
    pub(crate) fn lines_with(&self, text: &str) -> Vec<usize> {
        let starts_word = text.starts_with(char::is_alphabetic);
        let places = self.code.match_indices(text).map(|(at, _)| at);
        let is_word = |at: &usize| !starts_word || !ends_in_word(&self.code[..*at]);
        places.filter(is_word).map(|at| self.line_of(at)).collect()
    }

    fn line_of(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }

    /// The lines that name a crate: its name, then `::`, not after another path.
    pub(crate) fn crate_named(&self, name: &str) -> Vec<usize> {
        let path = format!("{name}::");
        let is_first = |at: &usize| {
            let before = &self.code[..*at];
            !ends_in_word(before) && (!before.ends_with("::") || before.trim_end_matches("::").is_empty())
        };
        let mut lines: Vec<usize> = self
            .code
            .match_indices(&path)
            .map(|(at, _)| at)
            .filter(is_first)
            .map(|at| self.line_of(at))
            .collect();
        for whole in [format!("use {name};"), format!("extern crate {name}"), format!("use {name} as")] {
            lines.extend(self.lines_with(&whole));
        }
        lines
    }

    /// Rooms that the file names, by `crate::` or by `super::` that leads out of the file's own room, with the line.
    pub(crate) fn rooms_named(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices("crate::") {
            if !ends_in_word(&self.code[..at]) && !self.code[..at].ends_with('$') {
                self.names_after(at + "crate::".len(), &mut found);
            }
        }
        let out = "super::".repeat(self.depth());
        for (at, _) in self.code.match_indices(&out) {
            let before = &self.code[..at];
            // One `super` more or fewer leads elsewhere.
            let rest = &self.code[at + out.len()..];
            if !ends_in_word(before) && !before.ends_with("super::") && !rest.starts_with("super::") {
                self.names_after(at + out.len(), &mut found);
            }
        }
        found
    }

    /// How many `super`s lead from the file's own module to the crate's root.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        if self.path.ends_with("/mod.rs") { parts - 1 } else { parts }
    }

    /// The first names of the path, or of each path in braces, at this place.
    fn names_after(&self, at: usize, found: &mut Vec<(usize, String)>) {
        let Some(group) = self.code[at..].strip_prefix('{') else {
            found.push((self.line_of(at), first_word(&self.code[at..])));
            return;
        };
        let mut depth = 0;
        let mut is_start = true;
        for (offset, letter) in group.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => is_start = true,
                letter if is_start && !letter.is_whitespace() => {
                    is_start = false;
                    found.push((self.line_of(at + 1 + offset), first_word(&group[offset..])));
                }
                _ => {}
            }
        }
    }

    /// The files that this one says are for tests alone.
    pub(crate) fn test_files(&self) -> Vec<String> {
        let mut folder = self.path.trim_end_matches(".rs").to_owned();
        if let Some(parent) = folder.strip_suffix("/mod") {
            folder = parent.to_owned();
        }
        let lines: Vec<&str> = self.all_code.lines().map(str::trim).collect();
        let tested = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]").map(|pair| pair[1]);
        let module = |line: &str| Some(line.strip_suffix(';')?.split_once("mod ")?.1.to_owned());
        let files = |name: String| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")];
        tested.filter_map(module).flat_map(files).collect()
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn ends_in_word(text: &str) -> bool {
    text.ends_with(is_word)
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|letter| is_word(*letter)).collect()
}

/// The code with comments gone and texts emptied.
fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_text(rest).filter(|_| !ends_in_word(&code)) {
            code.push_str("\"\"");
            length
        } else if letter == '"' {
            code.push_str("\"\"");
            plain_text(rest)
        } else if let Some(length) = letter_literal(rest) {
            code.push_str("' '");
            length
        } else {
            code.push(letter);
            rest = &rest[letter.len_utf8()..];
            continue;
        };
        let (gone, kept) = rest.split_at(skipped);
        code.extend(gone.matches('\n').map(|_| '\n'));
        rest = kept;
    }
    code
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn raw_text(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].strip_prefix('"')?;
    let start = text.len() - after.len() + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(text[start..].find(&end).map_or(text.len(), |at| start + at + end.len()))
}

fn plain_text(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a letter in quotes; a lifetime is none.
fn letter_literal(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        let closing = escape.char_indices().skip(1).find(|(_, letter)| *letter == '\'')?;
        return Some(2 + closing.0 + 1);
    }
    let letter = inside.chars().next()?;
    inside[letter.len_utf8()..].starts_with('\'').then_some(letter.len_utf8() + 2)
}

/// The code without what `#[cfg(test)]` stands before: an item up to its closing brace or semicolon.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        let item = &rest[at + MARK.len()..];
        let mut depth = 0;
        let end = item.char_indices().find_map(|(at, letter)| match letter {
            '{' => {
                depth += 1;
                None
            }
            '}' => {
                depth -= 1;
                (depth == 0).then_some(at + 1)
            }
            ';' if depth == 0 => Some(at + 1),
            _ => None,
        });
        let (gone, after) = item.split_at(end.unwrap_or(item.len()));
        kept.extend(gone.matches('\n').map(|_| '\n'));
        rest = after;
    }
    kept.push_str(rest);
    kept
}
