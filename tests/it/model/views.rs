//! Cases, places and given facts: what a procedure becomes, and what is known of one case.

use super::{Resolved, one, shown};
use procedo::base::Sink;
use procedo::model::{Atom, DeadlineTime, Entry, FactId, Limit, Procedure, Truth, Value, given};
use procedo::time::Date;

const TEXT: &str = r#"
agency province-pc "Tỉnh"
agency commune-pc "Xã" {
  role desk  "Một cửa" receives
  role chair "Chủ tịch" signs
}
database civil-status "Hộ tịch điện tử"
place binh-an "Bình An" of province-pc
place tran-phu "Trần Phú" of commune-pc under binh-an {
  given remote yes
}
place bac-son "Bắc Sơn" of commune-pc under binh-an

procedure 1.000001 "Đăng ký" {
  decided by commune-pc/chair
  deadline 3 working days
  sets 1
  channel counter
  channel online partial
  fact elsewhere yes/no "Từng ở nơi khác"
  fact remote    yes/no "Vùng xa" of place
  fact purpose   one of loan "Vay", marriage "Kết hôn"
  case verified "Phải xác minh" when elsewhere {
    deadline 6 working days
    document affidavit "Cam đoan" original 1
    fact pledged yes/no "Đã cam đoan"
    step check within 6 hours {
      reads affidavit
    }
  }
  case longer "Lâu hơn" when remote {
    deadline plus 2 working days
  }
  document request "Đơn" original 1 unless found in civil-status
  charge "Lệ phí" {
    0 VND when purpose is marriage
    15.000 VND otherwise
  }
  result certificate "Giấy xác nhận"
  process {
    step check "Kiểm tra" kind check by commune-pc/desk within 4 hours {
      reads request, affidavit
      if incomplete then ask applicant once
      if late then stop
    }
    if elsewhere {
      step ask "Hỏi"
    } else if remote {
      step travel "Đi"
    }
    step sign "Ký" by commune-pc/chair within 2 hours {
      writes certificate
    }
  }
}

adapt 1.000001 in binh-an from 2026-01-01 {
  deadline 2 working days
  step check within 3 hours
  channel online full
  charge "Lệ phí" 10.000 VND
}
adapt 1.000001 at tran-phu from 2026-01-01 {
  step check within 1 hour {
    if late then refuse
  }
  case verified {
    deadline 5 working days
  }
}
"#;

fn entry(resolved: &Resolved) -> &Entry {
    assert_eq!(shown(resolved), "");
    &resolved.catalogue.entries[0]
}

fn days(procedure: &Procedure) -> Vec<(bool, i64)> {
    let days = |time| match time {
        DeadlineTime::Duration(duration) => duration.hundredths / 100,
        _ => 0,
    };
    procedure.deadlines.iter().map(|deadline| (deadline.plus, days(deadline.time.value))).collect()
}

fn check_hours(procedure: &Procedure) -> i64 {
    let process = procedure.process.as_ref().expect("it has a process");
    let step = process.step(process.named("check").expect("it has that step"));
    match step.within.as_ref().map(|within| &within.value) {
        Some(Limit::Duration(duration)) => duration.hundredths / 100,
        _ => 0,
    }
}

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

#[test]
fn a_case_adds_papers_replaces_the_deadline_and_changes_what_it_says_of_a_step() {
    let resolved = one(TEXT);
    let entry = entry(&resolved);
    assert_eq!(days(&entry.base), [(false, 3)]);
    assert_eq!(entry.base.documents.len(), 1);
    let verified = &entry.variants[0];
    assert_eq!(verified.case.as_ref().map(|case| case.text.as_str()), Some("verified"));
    assert_eq!(days(verified), [(false, 6)]);
    assert_eq!(verified.documents.len(), 2);
    assert_eq!(verified.documents[1].case.as_ref().map(|case| case.text.as_str()), Some("verified"));
    assert_eq!(verified.documents[0].case, None);
    assert_eq!(verified.facts.len(), 4);
    assert_eq!((check_hours(&entry.base), check_hours(verified)), (4, 6));
    let process = verified.process.as_ref().expect("it has a process");
    let check = process.step(process.named("check").expect("it has that step"));
    assert_eq!(check.title.as_ref().map(|title| title.text.as_str()), Some("Kiểm tra"));
    assert_eq!(check.reactions.len(), 2);
    let read = |step: &procedo::model::Step| step.reads.iter().map(|r| r.value).collect::<Vec<_>>();
    assert_eq!(read(check).iter().map(|id| &*verified.datum(*id).name.text).collect::<Vec<_>>(), ["affidavit"]);
    assert_eq!(days(&entry.variants[1]), [(false, 3), (true, 2)]);
    assert_eq!(entry.base.cases.iter().map(|c| c.sets_deadline).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_paper_of_a_case_is_known_to_the_base_but_not_part_of_it() {
    let resolved = one(TEXT);
    let base = &entry(&resolved).base;
    let process = base.process.as_ref().expect("it has a process");
    let check = process.step(process.named("check").expect("it has that step"));
    assert_eq!(check.reads.iter().map(|id| &*base.datum(id.value).name.text).collect::<Vec<_>>(), ["request"]);
    assert!(base.data.iter().all(|data| data.name.text != "affidavit"));
}

#[test]
fn an_else_if_is_one_more_alternative_and_the_rest_is_last() {
    let resolved = one(TEXT);
    let process = entry(&resolved).base.process.as_ref().expect("it has a process");
    let procedo::model::Node::Choice { options, written_choose, .. } = &process.flow.nodes[1] else {
        panic!("the second node is the choice")
    };
    assert!(!written_choose);
    assert_eq!(options.iter().map(|option| option.condition.is_some()).collect::<Vec<_>>(), [true, true, false]);
    assert!(options[2].flow.nodes.is_empty());
}

#[test]
fn a_place_works_a_procedure_as_the_nearest_adaptation_says() {
    let resolved = one(TEXT);
    let (catalogue, entry) = (&resolved.catalogue, entry(&resolved));
    let place = |name: &str| catalogue.places.find(name);
    let before = catalogue.view_at(entry, day("2025-12-31"), place("tran-phu"), &[]);
    assert_eq!((days(&before), check_hours(&before)), (vec![(false, 3)], 4));
    let far = catalogue.view_at(entry, day("2026-01-01"), place("bac-son"), &[]);
    assert_eq!((days(&far), check_hours(&far)), (vec![(false, 2)], 3));
    assert_eq!(far.channels.len(), 2);
    assert_eq!(far.fees.len(), 1);
    assert_eq!(far.fees[0].rows.len(), 1);
    let near = catalogue.view_at(entry, day("2026-01-01"), place("tran-phu"), &[]);
    assert_eq!((days(&near), check_hours(&near)), (vec![(false, 2)], 1));
    let reactions = &near.process.as_ref().expect("it has a process").steps[0].reactions;
    assert_eq!(reactions.len(), 2, "the reaction to lateness is replaced, the other stays");
    let case = catalogue.view_at(entry, day("2026-01-01"), place("tran-phu"), &[0]);
    assert_eq!((days(&case), check_hours(&case)), (vec![(false, 5)], 6));
    let both = catalogue.view_at(entry, day("2026-01-01"), place("tran-phu"), &[0, 1]);
    assert_eq!(days(&both), [(false, 5), (true, 2)]);
    let published = catalogue.view_at(entry, day("2026-01-01"), None, &[]);
    assert_eq!(published, entry.base);
}

#[test]
fn given_facts_are_typed_and_completed_from_the_place() {
    let resolved = one(&format!(
        "{TEXT}
example \"Ví dụ\" of 1.000001 {{
  given elsewhere no, purpose loan, found in civil-status yes, channel online
  at tran-phu received 2026-02-13 15:20
}}
example \"Sai\" of 1.000001 {{
  given elsewere no, purpose loans, elsewhere unknown, remote no
  at tran-phu
}}
"
    ));
    let (catalogue, entry) = (&resolved.catalogue, entry(&resolved));
    let place = catalogue.places.find("tran-phu").map(|id| catalogue.places.get(id).near(day("2026-02-13")));
    let mut out = Sink::default();
    let facts = given(catalogue, &entry.base, &catalogue.examples[0].written.given, place, &mut out);
    assert!(out.findings.is_empty());
    let expected = [
        (Atom::Fact(FactId(0)), Value::Truth(false)),
        (Atom::Fact(FactId(1)), Value::Truth(true)),
        (Atom::Fact(FactId(2)), Value::Choice(0)),
        (Atom::Channel, Value::Channel(procedo::model::ChannelKind::Online)),
        (Atom::Found("civil-status".into()), Value::Truth(true)),
    ];
    assert_eq!(facts, expected.into());
    let asked = entry.base.documents[0].row.when.as_ref().expect("it has a condition");
    assert_eq!(asked.eval(&facts), Truth::No);
    assert_eq!(entry.base.fees[0].rows[0].row.when.as_ref().map(|when| when.eval(&facts)), Some(Truth::No));

    let facts = given(catalogue, &entry.base, &catalogue.examples[1].written.given, place, &mut out);
    let codes: Vec<_> = out.findings.iter().map(|finding| finding.code.id()).collect();
    assert_eq!(codes, ["names/unresolved", "names/type"]);
    assert_eq!(facts, [(Atom::Fact(FactId(1)), Value::Truth(false))].into());
    assert_eq!(asked.eval(&facts), Truth::Unknown);
}

#[test]
fn remarks_are_found_wherever_they_stand() {
    let text = r#"
law ND-1 "Nghị định" decree {
  unresolved "Chưa rõ ngày"
}
procedure 1.000001 "Đăng ký" {
  allow time/mixed-units because "Theo luật" basis ND-1 article 1 until 2027-01-01
  fact urgent yes/no "Gấp"
  case fast when urgent {
    unresolved "Chưa quyết định"
  }
  process {
    parallel {
      branch {
        step one {
          allow steps because "Cần"
        }
      }
      branch {
        unresolved "Chưa rõ nhánh"
        step two
      }
    }
  }
}
"#;
    let resolved = one(text);
    assert_eq!(shown(&resolved), "");
    let remarks = resolved.catalogue.remarks();
    let allowed: Vec<_> = remarks
        .iter()
        .flat_map(|remark| remark.allow.iter().map(|allow| (&*allow.code.text, &text[remark.scope.range()])))
        .map(|(code, scope)| (code, scope.lines().next().unwrap_or_default().trim()))
        .collect();
    assert_eq!(allowed, [("time/mixed-units", "procedure 1.000001 \"Đăng ký\" {"), ("steps", "step one {")]);
    let open: Vec<_> = remarks.iter().flat_map(|remark| remark.unresolved).map(|title| &*title.text).collect();
    assert_eq!(open, ["Chưa rõ ngày", "Chưa quyết định", "Chưa rõ nhánh"]);
}
