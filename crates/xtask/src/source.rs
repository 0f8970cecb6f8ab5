//! A Rust file as the rules see it: production code only, with comments and tests taken away.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::Visit;

/// One function of production code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name; methods are not qualified with their type.
    pub name: String,
    /// First line, counted from 1.
    pub line: usize,
    /// Lines of the body that hold code.
    pub lines: usize,
    /// Parameters, `self` included.
    pub parameters: usize,
    /// Whether it is an async function.
    pub asynchronous: bool,
}

/// A Rust file as the rules see it.
#[derive(Debug, Default)]
pub struct Source {
    /// Line number → the code on it without spaces and without string contents.
    pub code: BTreeMap<usize, String>,
    /// Line number and text of each string literal.
    pub strings: Vec<(usize, String)>,
    /// The functions outside tests.
    pub functions: Vec<Function>,
}

impl Source {
    /// Reads one file.
    ///
    /// # Errors
    /// When the text is not Rust.
    pub fn parse(text: &str) -> Result<Self> {
        let file = syn::parse_file(text)
            .map_err(|error| anyhow!("line {}: {error}", error.span().start().line))?;
        let mut source = Self::default();
        if is_test(&file.attrs) {
            return Ok(source);
        }
        let mut tests = TestRanges::default();
        tests.visit_file(&file);
        let tokens: TokenStream = text.parse().map_err(|error| anyhow!("{error}"))?;
        source.read_tokens(tokens, &tests.ranges);
        let mut functions = Functions {
            source: &source,
            tests: &tests.ranges,
            found: Vec::new(),
        };
        functions.visit_file(&file);
        source.functions = functions.found;
        Ok(source)
    }

    /// How many lines hold code.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.code.len()
    }

    fn read_tokens(&mut self, tokens: TokenStream, tests: &[(usize, usize)]) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            // A doc comment arrives as `#[doc = "…"]`: prose, not code.
            if is_punct(&token, '#') {
                if tokens.peek().is_some_and(|next| is_punct(next, '!')) {
                    tokens.next();
                }
                if tokens.peek().is_some_and(is_doc) {
                    tokens.next();
                    continue;
                }
            }
            self.read_token(token, tests);
        }
    }

    fn read_token(&mut self, token: TokenTree, tests: &[(usize, usize)]) {
        let (first, last) = (token.span().start().line, token.span().end().line);
        if tests
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&first))
        {
            return;
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                self.code.entry(first).or_default().push_str(open);
                self.read_tokens(group.stream(), tests);
                self.code.entry(last).or_default().push_str(close);
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if text.contains('"') {
                    self.strings.push((first, text));
                }
                for line in first..=last {
                    self.code.entry(line).or_default().push('…');
                }
            }
            other => {
                // Words must not run together: `fn main` is not `fnmain`.
                let text = other.to_string();
                let code = self.code.entry(first).or_default();
                let word = |c: char| c.is_alphanumeric() || c == '_';
                if code.ends_with(word) && text.starts_with(word) {
                    code.push(' ');
                }
                code.push_str(&text);
            }
        }
    }
}

fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

fn is_doc(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

/// Whether the attributes say that the item exists in tests only.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        if attribute.path().is_ident("test") {
            return true;
        }
        let syn::Meta::List(list) = &attribute.meta else {
            return false;
        };
        attribute.path().is_ident("cfg") && list.tokens.to_string() == "test"
    })
}

#[derive(Default)]
struct TestRanges {
    ranges: Vec<(usize, usize)>,
}

impl<'ast> Visit<'ast> for TestRanges {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(it) => &it.attrs,
            syn::Item::Fn(it) => &it.attrs,
            syn::Item::Impl(it) => &it.attrs,
            syn::Item::Use(it) => &it.attrs,
            syn::Item::Const(it) => &it.attrs,
            syn::Item::Struct(it) => &it.attrs,
            _ => return,
        };
        if is_test(attributes) {
            self.ranges
                .push((item.span().start().line, item.span().end().line));
        } else {
            syn::visit::visit_item(self, item);
        }
    }
}

struct Functions<'a> {
    source: &'a Source,
    tests: &'a [(usize, usize)],
    found: Vec<Function>,
}

impl Functions<'_> {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let line = signature.span().start().line;
        if self
            .tests
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&line))
        {
            return;
        }
        let (open, close) = (block.span().start().line, block.span().end().line);
        let body = if close > open {
            self.source.code.range(open + 1..close).count()
        } else {
            1
        };
        self.found.push(Function {
            name: signature.ident.to_string(),
            line,
            lines: body,
            parameters: signature.inputs.len(),
            asynchronous: signature.asyncness.is_some(),
        });
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig, &item.block);
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"//! About.

/// A comment is not code.
#[derive(Debug)]
pub struct Thing;

impl Thing {
    /// Does.
    async fn verb(&self, a: u8, b: u8) -> u8 {
        // why

        let text = "two
            lines";
        drop(text);
        a + b
    }
}

#[cfg(test)]
mod tests {
    fn long() {
        let a = std::time::Instant::now();
    }
}
"#;

    #[test]
    fn comments_blank_lines_and_tests_do_not_count() {
        let source = Source::parse(TEXT).unwrap();
        assert_eq!(source.lines(), 10, "{:?}", source.code);
        assert!(!source.code.values().any(|line| line.contains("Instant")));
    }

    #[test]
    fn functions_are_measured() {
        let source = Source::parse(TEXT).unwrap();
        let expected = Function {
            name: "verb".into(),
            line: 9,
            lines: 4,
            parameters: 3,
            asynchronous: true,
        };
        assert_eq!(source.functions, [expected]);
    }

    #[test]
    fn a_file_of_tests_is_empty() {
        assert_eq!(
            Source::parse("#![cfg(test)]\nfn helper() {}\n")
                .unwrap()
                .lines(),
            0
        );
    }

    #[test]
    fn what_is_not_rust_is_an_error_with_its_line() {
        assert!(
            Source::parse("fn a() {}\nfn (")
                .unwrap_err()
                .to_string()
                .starts_with("line 2")
        );
    }
}
