//! How names are compared, offered and gathered; versions; relations of laws.

use super::{one, resolved, shown};
use procedo::config::tables::Tables;
use procedo::model::{LawRef, LawRelation};
use procedo::time::Date;

#[test]
fn names_are_equal_after_composition_and_folding_of_the_tone_mark() {
    let decomposed = "cơ quan u\u{309}y-ban \"Ủy ban\"\n";
    let users = "cơ quan sở \"Sở\" thuộc uỷ-ban\ncơ quan phòng \"Phòng\" thuộc ủy-ban\n";
    let resolved = resolved(&[("a.proc", decomposed), ("b.proc", users)], &Tables::default());
    assert_eq!(shown(&resolved), "");
    assert_eq!(resolved.catalogue.agencies.all.len(), 3);
    let id = resolved.catalogue.agencies.find("uỷ-ban");
    assert!(id.is_some());
    assert_eq!(id, resolved.catalogue.agencies.find("ủy-ban"));
}

#[test]
fn the_order_of_files_does_not_matter() {
    let a = ("a.proc", "level commune under province\n");
    let b = ("b.proc", "level central\nlevel province under central\n");
    for texts in [[a, b], [b, a]] {
        let resolved = resolved(&texts, &Tables::default());
        assert_eq!(shown(&resolved), "");
        let depth = |name: &str| {
            let id = resolved.catalogue.levels.find(name).expect("it is declared");
            resolved.catalogue.levels.get(id).all[0].depth
        };
        assert_eq!((depth("central"), depth("province"), depth("commune")), (Some(0), Some(1), Some(2)));
    }
}

#[test]
fn a_lone_near_name_is_offered_and_written_by_the_fix() {
    let text = "level central\nlevel province under centrall\n";
    let resolved = one(text);
    let finding = &resolved.findings[0];
    assert_eq!(finding.help.as_ref().map(|help| help.en.as_str()), Some("did you mean `central`?"));
    assert_eq!(finding.help.as_ref().map(|help| help.vi.as_str()), Some("có phải là `central` không?"));
    assert_eq!(finding.message.vi, "không có cấp `centrall`");
    let edit = &finding.fix.as_ref().expect("nothing else can be meant").edits[0];
    assert_eq!((&text[edit.at.range()], edit.new.as_str()), ("centrall", "central"));
}

#[test]
fn where_two_names_are_near_one_is_offered_but_not_written() {
    let text = "law ND-123-2015 \"A\" decree\nlaw ND-124-2015 \"B\" decree\nlaw ND-1 \"C\" decree {\n  amends ND-122-2015\n}\n";
    let resolved = one(text);
    assert_eq!(resolved.findings.len(), 1, "{}", shown(&resolved));
    assert_eq!(resolved.findings[0].help.as_ref().map(|h| h.en.as_str()), Some("did you mean `ND-123-2015`?"));
    assert!(resolved.findings[0].fix.is_none());
}

#[test]
fn a_name_used_often_in_a_procedure_is_one_finding_with_all_places_and_one_fix() {
    let text = r#"
procedure 1.000001 "Đăng ký" {
  fact urgent yes/no "Gấp"
  deadline 1 working day when urgnt
  deadline 2 working days when not urgnt
  case fast when urgnt {
    sets 2
  }
}
"#;
    let resolved = one(text);
    assert_eq!(shown(&resolved), "4:31 names/unresolved there is no fact `urgnt`\n");
    let finding = &resolved.findings[0];
    assert_eq!(finding.procedure.as_deref(), Some("1.000001"));
    assert_eq!(finding.related.len(), 2);
    assert_eq!(finding.fix.as_ref().map(|fix| fix.edits.len()), Some(3));
}

#[test]
fn versions_are_ordered_by_validity_and_asked_by_day() {
    let text = r#"
agency fund "Mới" from 2025-07-01
agency fund "Cũ" until 2025-06-30
procedure 1.000001 "Sau" {
  from 2026-01-01
}
procedure 1.000001 "Trước" {
  until 2025-12-31
}
"#;
    let resolved = one(text);
    assert_eq!(shown(&resolved), "");
    let catalogue = &resolved.catalogue;
    let day = |text: &str| Date::parse(text).expect("a date");
    let fund = catalogue.agencies.get(catalogue.agencies.find("fund").expect("it is declared"));
    let title = |day| fund.at(day).and_then(|agency| agency.title.as_ref()).map(|title| title.text.as_str());
    assert_eq!((title(day("2025-06-30")), title(day("2025-07-01"))), (Some("Cũ"), Some("Mới")));
    let entry = |text| catalogue.entry("1.000001", day(text)).and_then(|entry| entry.base.title.clone());
    assert_eq!(entry("2025-12-31").map(|title| title.text).as_deref(), Some("Trước"));
    assert_eq!(entry("2026-01-01").map(|title| title.text).as_deref(), Some("Sau"));
    let id = catalogue.procedures.find("1.000001").expect("it is declared");
    let titles = catalogue.versions_of(id).filter_map(|entry| entry.base.title.as_ref()).map(|title| &*title.text);
    assert_eq!(titles.collect::<Vec<_>>(), ["Trước", "Sau"]);
}

#[test]
fn relations_of_laws_are_seen_from_both_sides() {
    let text = r#"
law OLD "Cũ" decree {
  amended by NEW article 3 from 2025-01-09
}
law NEW "Mới" decree
law LAST "Cuối" decree {
  replaces NEW
  replaces "Thông tư ngoài danh mục"
}
"#;
    let resolved = one(text);
    assert_eq!(shown(&resolved), "");
    let laws = &resolved.catalogue.laws;
    let links = |name: &str| {
        let law = &laws.get(laws.find(name).expect("it is declared")).all[0];
        let other = |law: &LawRef| match law {
            LawRef::Registered(law) => law.name.text.clone(),
            LawRef::Quoted(title) => title.text.clone(),
        };
        law.links.iter().map(|link| (link.relation, other(&link.law))).collect::<Vec<_>>()
    };
    assert_eq!(links("OLD"), [(LawRelation::AmendedBy, "NEW".to_owned())]);
    assert_eq!(links("NEW"), [(LawRelation::Amends, "OLD".to_owned()), (LawRelation::ReplacedBy, "LAST".to_owned())]);
}

#[test]
fn cycles_are_cut_so_that_chains_end() {
    let text = "agency pc \"Xã\"\nplace a \"A\" of pc under b\nplace b \"B\" of pc under a\n";
    let resolved = one(text);
    assert_eq!(shown(&resolved), "3:25 names/cycle the place `a` stands under itself: `a` → `b` → `a`\n");
    let catalogue = &resolved.catalogue;
    let day = Date::parse("2026-01-01").expect("a date");
    let a = catalogue.places.find("a").expect("it is declared");
    assert_eq!(catalogue.containing(a, day), [a, catalogue.places.find("b").expect("it is declared")]);
}

#[test]
fn a_name_of_another_kind_is_said_to_be_one() {
    let text = "agency commune-pc \"Xã\"\nplace hill \"Đồi\" of commune-pc\nagency desk \"Một cửa\" under hill\n";
    let resolved = one(text);
    assert_eq!(shown(&resolved), "3:29 names/unresolved there is no agency `hill`\n");
    let help = resolved.findings[0].help.as_ref().map(|help| help.vi.as_str());
    assert_eq!(help, Some("`hill` là tên đơn vị, không dùng được ở đây"));
}
