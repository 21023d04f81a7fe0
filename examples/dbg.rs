use procedo::base::Sources; use procedo::pipeline::{self,Options}; use procedo::time::Date;
fn main(){ let mut s=Sources::default(); let mut dir=false;
 for a in std::env::args().skip(1){ if a=="-u"{dir=true;continue} s.add(a.clone(), std::fs::read_to_string(&a).unwrap()); }
 let c=pipeline::check(&s,&Options::on(Date::new(2026,11,21).unwrap()));
 for f in &c.findings { println!("{}:{} {} {} [{}] {} {:?}", s.path(f.at.file).display(), s.positions(f.at).0.line, f.severity, f.code.id, f.certainty.word(), f.message.en, f.evidence); }
 if dir { for f in &c.unknowns { println!("{}:{} ? {} {}", s.path(f.at.file).display(), s.positions(f.at).0.line, f.code.id, f.missing.en); } }
 println!("{} entries, {:?}", c.catalogue.entries.len(), c.catalogue.entries.iter().map(|e| (e.base.levels.len(), e.base.data.iter().map(|d|d.document).collect::<Vec<_>>())).take(5).collect::<Vec<_>>());
}
