//! The sources as the walls see them: each file with the paths it uses and the texts in it, without its tests.

use std::{fs, path::Path};
use syn::{
    Attribute, Item, ItemUse, LitStr, Macro, UseTree,
    visit::{self, Visit},
};

/// A source file.
pub struct Source {
    /// From the root of the house.
    pub file: String,
    /// The module it is: crate, then names.
    pub module: Vec<String>,
    /// From the crate's name on.
    pub imports: Vec<Vec<String>>,
    /// String literals.
    pub texts: Vec<String>,
    /// How many lines it has before its tests.
    pub lines: usize,
}

/// The crates of the house and the folders they stand in.
const CRATES: [(&str, &str); 4] = [
    ("core/src", "lachan_core"),
    ("app/src", "lachan_app"),
    ("xtask/src", "xtask"),
    ("src", "lachan"),
];

/// Every file of the house but tests.
pub fn all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for (folder, _) in CRATES {
        walk(&root.join(folder), &mut files);
    }
    let mut sources = Vec::new();
    for path in files {
        let file = path.strip_prefix(root).unwrap().to_str().unwrap();
        if !file.ends_with("tests.rs") && !file.contains("/tests/") {
            let text = fs::read_to_string(&path).unwrap();
            sources.push(Source::read(file, &text));
        }
    }
    sources
}

fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

impl Source {
    /// Reads a file.
    pub fn read(file: &str, text: &str) -> Self {
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let module = module(file);
        let mut reader = Reader {
            module: module.clone(),
            depth: 0,
            imports: Vec::new(),
            texts: Vec::new(),
        };
        reader.visit_file(&parsed);
        let tests = text.find("#[cfg(test)]\nmod tests {");
        Self {
            file: file.to_owned(),
            module,
            imports: reader.imports,
            texts: reader.texts,
            lines: text[..tests.unwrap_or(text.len())].lines().count(),
        }
    }
}

/// "src/web/mod.rs" is `lachan::web`.
fn module(file: &str) -> Vec<String> {
    let (folder, name) = CRATES
        .into_iter()
        .find(|(folder, _)| file.starts_with(&format!("{folder}/")))
        .unwrap_or_else(|| panic!("{file} is in no crate"));
    let path = file[folder.len() + 1..].trim_end_matches(".rs");
    let mut parts: Vec<&str> = path.split('/').collect();
    if matches!(parts.last(), Some(&("mod" | "lib" | "main"))) {
        parts.pop();
    }
    let names = [name].into_iter().chain(parts);
    names.map(str::to_owned).collect()
}

struct Reader {
    module: Vec<String>,
    /// How many modules within the file are open.
    depth: usize,
    imports: Vec<Vec<String>>,
    texts: Vec<String>,
}

impl Reader {
    /// The path from the crate's name on; as it is where it begins with another crate or something of the file itself.
    fn whole(&self, path: &[String]) -> Vec<String> {
        let Some(first) = path.first() else {
            return Vec::new();
        };
        match first.as_str() {
            "crate" => [&self.module[..1], &path[1..]].concat(),
            "self" => [&self.module[..], &path[1..]].concat(),
            "super" => {
                let ups = path.iter().take_while(|name| *name == "super").count();
                // A `super` inside a module of this file stays in this file.
                let out = ups.saturating_sub(self.depth);
                let home = &self.module[..self.module.len().saturating_sub(out).max(1)];
                [home, &path[ups..]].concat()
            }
            _ => path.to_vec(),
        }
    }

    fn tree(&mut self, before: &mut Vec<String>, tree: &UseTree) {
        match tree {
            UseTree::Path(part) => {
                before.push(part.ident.to_string());
                self.tree(before, &part.tree);
                before.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(before, tree);
                }
            }
            UseTree::Name(name) if name.ident == "self" => self.import(before),
            UseTree::Name(name) => self.one(before, name.ident.to_string()),
            UseTree::Rename(name) => self.one(before, name.ident.to_string()),
            UseTree::Glob(_) => self.import(before),
        }
    }

    fn one(&mut self, before: &[String], name: String) {
        let path: Vec<String> = before.iter().cloned().chain([name]).collect();
        self.import(&path);
    }

    fn import(&mut self, path: &[String]) {
        let path = self.whole(path);
        self.imports.push(path);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let tokens = attribute
            .meta
            .require_list()
            .map(|list| list.tokens.to_string());
        attribute.path().is_ident("cfg") && tokens.is_ok_and(|tokens| tokens == "test")
    })
}

impl<'a> Visit<'a> for Reader {
    fn visit_item(&mut self, item: &'a Item) {
        if let Item::Mod(module) = item {
            if !is_test(&module.attrs) {
                self.depth += 1;
                visit::visit_item_mod(self, module);
                self.depth -= 1;
            }
            return;
        }
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        self.tree(&mut Vec::new(), &item.tree);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.import(&names);
        visit::visit_path(self, path);
    }

    /// `pub(super)` says who may look, not where from.
    fn visit_vis_restricted(&mut self, _: &'a syn::VisRestricted) {}

    fn visit_lit_str(&mut self, text: &'a LitStr) {
        self.texts.push(text.value());
    }

    /// Macros are tokens to the parser: paths and texts are picked out of them.
    fn visit_macro(&mut self, call: &'a Macro) {
        self.visit_path(&call.path);
        let (mut path, mut colons) = (Vec::new(), 0);
        self.tokens(call.tokens.clone(), &mut path, &mut colons);
        self.import(&path);
    }
}

impl Reader {
    fn tokens(
        &mut self,
        tokens: proc_macro2::TokenStream,
        path: &mut Vec<String>,
        colons: &mut usize,
    ) {
        use proc_macro2::TokenTree;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if *colons != 2 && !path.is_empty() {
                        let done = std::mem::take(path);
                        self.import(&done);
                    }
                    path.push(name.to_string());
                    *colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => *colons += 1,
                TokenTree::Punct(_) => *colons = 0,
                TokenTree::Literal(literal) => {
                    *colons = 0;
                    if let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) {
                        self.texts.push(text.value());
                    }
                }
                TokenTree::Group(group) => {
                    let done = std::mem::take(path);
                    self.import(&done);
                    *colons = 0;
                    self.tokens(group.stream(), path, colons);
                    let done = std::mem::take(path);
                    self.import(&done);
                }
            }
        }
    }
}
