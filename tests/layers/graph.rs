//! Which file imports which, and where that goes round.

use super::sources::Source;
use std::collections::{BTreeMap, BTreeSet};

/// A module's name, and those of the modules its file imports.
pub type Edges = BTreeMap<String, BTreeSet<String>>;

/// The imports from file to file.
pub fn edges(sources: &[Source]) -> Edges {
    let modules: BTreeSet<String> = sources
        .iter()
        .map(|source| source.module.join("::"))
        .collect();
    let mut edges = Edges::new();
    for source in sources {
        let own = source.module.join("::");
        let to = edges.entry(own.clone()).or_default();
        for path in &source.imports {
            // A path without its crate may begin with a module below this file: `mod one; use one::One;`
            let below = [&source.module[..], &path[..]].concat();
            let target = nearest(path, &modules)
                .or_else(|| nearest(&below, &modules).filter(|found| *found != own));
            to.extend(target.filter(|target| *target != own));
        }
    }
    edges
}

/// The module a path leads into: the longest beginning that is one.
fn nearest(path: &[String], modules: &BTreeSet<String>) -> Option<String> {
    (1..=path.len())
        .rev()
        .map(|n| path[..n].join("::"))
        .find(|name| modules.contains(name))
}

/// Every group of files that import each other, directly or over others. A room may call the files inside it, and they may use what it
/// says of all of them: that alone is no circle.
pub fn circles(edges: &Edges) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for group in components(edges) {
        let room = group[0].clone();
        if !group[1..].iter().all(|one| is_inside(one, &room)) {
            found.push(group);
            continue;
        }
        let mut among = Edges::new();
        for one in &group {
            let mut to = edges[one].clone();
            to.retain(|other| group.contains(other) && !is_inside(other, one));
            among.insert(one.clone(), to);
        }
        found.extend(components(&among));
    }
    found
}

fn is_inside(module: &str, room: &str) -> bool {
    module
        .strip_prefix(room)
        .is_some_and(|rest| rest.starts_with("::"))
}

/// Tarjan's strongly connected components with more than one member, each in the order of names.
fn components(edges: &Edges) -> Vec<Vec<String>> {
    let mut search = Search {
        edges,
        index: BTreeMap::new(),
        low: BTreeMap::new(),
        stack: Vec::new(),
        found: Vec::new(),
    };
    for module in edges.keys() {
        if !search.index.contains_key(module.as_str()) {
            search.from(module);
        }
    }
    search.found
}

struct Search<'a> {
    edges: &'a Edges,
    index: BTreeMap<&'a str, usize>,
    low: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
    found: Vec<Vec<String>>,
}

impl<'a> Search<'a> {
    fn from(&mut self, module: &'a str) {
        let n = self.index.len();
        self.index.insert(module, n);
        self.low.insert(module, n);
        self.stack.push(module);
        for next in self.edges.get(module).into_iter().flatten() {
            if !self.index.contains_key(next.as_str()) {
                self.from(next);
                self.lower(module, self.low[next.as_str()]);
            } else if self.stack.contains(&next.as_str()) {
                self.lower(module, self.index[next.as_str()]);
            }
        }
        if self.low[module] == self.index[module] {
            let at = self.stack.iter().position(|one| *one == module);
            let group = self.stack.split_off(at.unwrap_or_default());
            if group.len() > 1 {
                let mut names: Vec<String> = group.into_iter().map(str::to_owned).collect();
                names.sort();
                self.found.push(names);
            }
        }
    }

    fn lower(&mut self, module: &'a str, to: usize) {
        let low = self.low.entry(module).or_insert(to);
        *low = (*low).min(to);
    }
}
