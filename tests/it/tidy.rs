//! The shape of the code itself: who may know whom, which crate is fenced where, how every file begins and how long it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// For each module of the crate the modules that it may name besides itself; kept equal to the table in `src/lib.rs`.
const LAYERS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("time", &["base"]),
    ("config", &["base", "time"]),
    ("syntax", &["base", "time"]),
    ("model", &["base", "time", "config", "syntax"]),
    ("matching", &["base", "time", "model"]),
    ("graph", &["base", "model"]),
    ("analysis", &["base", "time", "model", "graph"]),
    ("public", &["base", "time", "model", "analysis"]),
    ("rules", &["base", "time", "config", "model", "graph", "analysis", "matching", "public"]),
    ("drawing", &["base", "time", "model", "graph", "analysis"]),
    ("targets", &["base", "time", "config", "model", "graph", "analysis", "drawing"]),
    ("examples", &["base", "time", "config", "model", "graph", "analysis"]),
    ("pipeline", &["base", "time", "config", "syntax", "model", "graph", "analysis", "rules", "matching"]),
    ("review", &["base", "time", "config", "syntax", "model", "graph", "analysis", "rules", "pipeline"]),
    ("comparison", &["base", "time", "model", "analysis", "drawing", "pipeline", "review"]),
    ("explain", &["base", "time", "config", "syntax", "model", "graph", "analysis", "rules", "pipeline", "examples"]),
    ("import", &["base", "config", "time", "syntax", "model", "graph", "analysis", "matching"]),
    ("render", &["base"]),
    ("document", &["base", "time", "config", "model", "graph", "analysis", "drawing", "rules", "pipeline", "review"]),
    ("cli", &["*"]),
    ("main", &["cli"]),
];

/// Foreign crates that only some modules may name.
const FENCES: &[(&str, &[&str])] = &[
    ("strsim", &["base"]),
    ("blake3", &["base", "cli"]),
    ("unicode_normalization", &["base", "syntax", "import"]),
    ("regex", &["import"]),
    ("aho_corasick", &["matching", "rules"]),
    ("jiff", &["time"]),
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("petgraph", &["graph", "analysis"]),
    ("serde_yaml", &["config"]),
    ("csv", &["config", "import", "targets"]),
    ("serde", &["config", "render", "cli", "targets", "document"]),
    ("serde_json", &["config", "render", "cli", "targets", "import", "document"]),
    ("schemars", &["render", "document"]),
    ("docx_rs", &["document"]),
    ("rust_xlsxwriter", &["document", "targets"]),
    ("resvg", &["document"]),
    ("miette", &["render"]),
    ("minijinja", &["rules"]),
    ("quick_xml", &["base", "targets"]),
    ("roxmltree", &["import"]),
    ("calamine", &["import"]),
    ("zip", &["import"]),
    ("rayon", &["pipeline", "import", "targets", "cli"]),
    ("clap", &["cli"]),
    ("ignore", &["cli"]),
    ("globset", &["config"]),
    ("indicatif", &["cli"]),
];

/// The longest a source file may be, in lines.
const CEILING: usize = 600;

struct File {
    path: PathBuf,
    module: String,
    /// Without comment lines.
    code: String,
    text: String,
}

fn sources(folder: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                // What a build of the fuzz targets leaves behind is not ours.
                open.extend((!path.ends_with("target")).then_some(path));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("a source file is UTF-8");
                let relative = path.strip_prefix(&root).expect("inside the root");
                let first = relative.iter().next().expect("a file has a name").to_string_lossy();
                let module = first.trim_end_matches(".rs").to_owned();
                let code: Vec<_> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
                files.push(File { path, module, code: code.join("\n"), text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The words after each `crate::`, those in braces included.
fn named_modules(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let word =
            |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            Some(list) => {
                let mut depth = 0;
                let mut item = String::new();
                for c in list.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => names.push(word(&std::mem::take(&mut item))),
                        c => item.push(c),
                    }
                }
                names.push(word(&item));
            }
            None => names.push(word(rest)),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// What breaks the table of layers or a fence, a sentence each.
fn violations(files: &[File]) -> Vec<String> {
    let layers: BTreeMap<_, _> = LAYERS.iter().copied().collect();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.module != "lib") {
        let place = file.path.display();
        let Some(allowed) = layers.get(file.module.as_str()) else {
            found.push(format!("{place}: `{}` is not in the table of layers", file.module));
            continue;
        };
        for name in named_modules(&file.code) {
            let is_macro = matches!(name.as_str(), "code" | "text");
            if !is_macro && name != file.module && !allowed.contains(&"*") && !allowed.contains(&name.as_str()) {
                found.push(format!("{place}: `{}` may not name `{name}`", file.module));
            }
        }
        for (foreign, homes) in FENCES {
            let path = format!("{foreign}::");
            let names = file
                .code
                .match_indices(&path)
                .any(|(at, _)| !file.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            if names && !homes.contains(&file.module.as_str()) {
                found.push(format!("{place}: `{foreign}` is fenced in {}", homes.join(", ")));
            }
        }
    }
    found
}

#[test]
fn modules_name_only_what_lies_below_them() {
    let found = violations(&sources("src"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_check_of_layers_notices_each_kind_of_violation() {
    let file = |module: &str, code: &str| File {
        path: PathBuf::from(format!("src/{module}.rs")),
        module: module.to_owned(),
        code: code.to_owned(),
        text: String::new(),
    };
    let injected = [
        file("graph", "use crate::render::Terminal;"),
        file("graph", "use crate::{base::Span, cli::{load, run}};"),
        file("model", "let x = petgraph::Graph::new();"),
        file("nowhere", "fn f() {}"),
    ];
    let found = violations(&injected);
    assert_eq!(
        found,
        [
            "src/graph.rs: `graph` may not name `render`",
            "src/graph.rs: `graph` may not name `cli`",
            "src/model.rs: `petgraph` is fenced in graph, analysis",
            "src/nowhere.rs: `nowhere` is not in the table of layers",
        ]
    );
}

#[test]
fn the_table_of_layers_is_the_one_in_the_architecture_document() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs is there");
    for (module, allowed) in LAYERS.iter().filter(|(module, _)| *module != "main") {
        let allowed = match *allowed {
            [] => "–".to_owned(),
            ["*"] => "all".to_owned(),
            names => names.join(", "),
        };
        let row = format!("//! | {module} | {allowed} |");
        assert!(lib.contains(&row), "src/lib.rs lacks the row `{row}`");
    }
}

#[test]
fn every_file_says_first_what_it_is() {
    for file in sources("src").into_iter().chain(sources("tests")) {
        assert!(file.text.starts_with("//! "), "{} does not begin with `//! `", file.path.display());
    }
}

#[test]
fn no_file_is_longer_than_the_ceiling_and_most_are_short() {
    let mut lengths: Vec<(usize, PathBuf)> =
        sources("src").into_iter().map(|file| (file.text.lines().count(), file.path)).collect();
    lengths.sort();
    let (longest, path) = lengths.last().expect("there are files");
    assert!(*longest <= CEILING, "{} has {longest} lines, the ceiling is {CEILING}", path.display());
    let median = lengths[lengths.len() / 2].0;
    assert!(median <= 200, "the median file has {median} lines");
}

#[test]
fn modules_are_named_from_the_crate_root() {
    for file in sources("src") {
        assert!(!file.code.contains("super::super"), "{} climbs with super::super", file.path.display());
    }
}

#[test]
fn catch_all_names_are_not_used() {
    for file in sources("src") {
        let stem = file.path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let vague = ["utils", "util", "helpers", "common", "types", "manager", "misc"];
        assert!(!vague.contains(&stem.as_str()), "{} says nothing of its content", file.path.display());
    }
}
