//! What can be asked of a paper of the dossier, of a requirement and of a result.

use super::{COUNT, Field, Item, Kind, TEXTS, Value, cited, fields, list, maybe, number, text, words};
use crate::analysis::Facts;
use crate::model::{At, Database, DocumentType, Hand, OrUnknown, Paper, Procedure, Ref, Title};

pub(super) static DOCUMENT: &[Field] = fields! { Item::Document(facts, line, paper) =>
    "name": Kind::Text, "\"id-card\"", "its name in the registry or here", "tên khai báo của giấy tờ",
        text(&paper.document.name.text);
    "title": Kind::Text, "\"Tờ khai\"", "what a reader calls it", "tên giấy tờ",
        title(facts.procedure, paper, facts);
    "registered": Kind::Truth, "true", "whether it is a type of paper of the registry", "có trong danh mục giấy tờ dùng chung",
        Value::Truth(paper.document.id.is_some());
    "kind": Kind::Word(words::PAPER_KINDS), "\"certificate\"", "its kind", "loại giấy tờ",
        maybe(known(facts, paper).and_then(|document| document.kind.as_ref()).map(|kind| words::paper_kind(kind.value)));
    "form": Kind::Text, "\"Mẫu số 12\"", "its form", "mẫu đơn, tờ khai",
        maybe(paper.form.as_ref().or(known(facts, paper).and_then(|document| document.form.as_ref())).map(|form| form.text.as_str()));
    "originals": COUNT, "1", "how many originals are asked for, in the first of several ways", "số bản chính phải nộp, theo cách nộp thứ nhất",
        copies(paper, |hand| match hand { Hand::Original(number) => Some(*number), _ => None });
    "copies": COUNT, "1", "how many plain copies", "số bản sao",
        copies(paper, |hand| match hand { Hand::Copy(number) => Some(*number), _ => None });
    "certified_copies": COUNT, "0", "how many certified copies", "số bản sao có chứng thực",
        copies(paper, |hand| match hand { Hand::CertifiedCopy(number) => Some(*number), _ => None });
    "digital": Kind::Truth, "true", "whether it may be handed in digitally", "được nộp bản điện tử",
        any_hand(paper, |hand| matches!(hand, Hand::Digital(_)));
    "shown": Kind::Truth, "false", "whether it is enough to show it", "chỉ cần xuất trình",
        any_hand(paper, |hand| matches!(hand, Hand::Shown));
    "if_any": Kind::Truth, "false", "whether it is asked for only if the applicant has it", "chỉ nộp nếu có",
        Value::Truth(line.if_any);
    "conditional": Kind::Truth, "false", "whether it is asked for only in some cases", "chỉ yêu cầu trong một số trường hợp",
        Value::Truth(line.row.when.is_some() || paper.row.when.is_some());
    "alternatives": COUNT, "1", "how many papers of the line serve, this one included", "số giấy tờ có thể thay nhau ở dòng này, kể cả giấy tờ này",
        number(Some(line.any_of.len() as f64));
    "at_filing": Kind::Truth, "true", "whether it is handed in with the application, not at a later step", "nộp ngay khi nộp hồ sơ",
        Value::Truth(line.at_step.is_none());
    "issued_by": TEXTS, "[\"commune-pc\"]", "who issues it", "cơ quan cấp",
        known(facts, paper).map_or(Value::Absent, |document| list(document.issued_by.iter().map(|agency| agency.name.text.as_str())));
    "held_in": TEXTS, "[\"population\"]", "the registers that hold it", "cơ sở dữ liệu đang lưu",
        known(facts, paper).map_or(Value::Absent, |document| list(names(&document.held_in)));
    "states": TEXTS, "[\"identity\"]", "the data that it states", "thông tin ghi trên giấy tờ",
        stated(facts, paper, |document| &document.states, &paper.states);
    "personal": TEXTS, "[\"identity\"]", "those that are personal", "thông tin cá nhân",
        stated(facts, paper, |document| &document.personal, &paper.personal);
    "sensitive": TEXTS, "[]", "those that are sensitive", "thông tin nhạy cảm",
        stated(facts, paper, |document| &document.sensitive, &paper.sensitive);
    "basis": TEXTS, "[\"ND-123-2015\"]", "the instruments that its line cites", "căn cứ pháp lý của dòng này",
        if paper.notes.basis.is_empty() && !line.row.basis.is_empty() { cited(&line.row.basis) } else { cited(if paper.row.basis.is_empty() { &paper.notes.basis } else { &paper.row.basis }) };
};

pub(super) static REQUIREMENT: &[Field] = fields! { Item::Requirement(facts, requirement) =>
    "name": Kind::Text, "\"of-age\"", "its name", "tên khai báo", text(&requirement.name.text);
    "title": Kind::Text, "\"Đủ 18 tuổi\"", "what is required", "nội dung yêu cầu, điều kiện",
        maybe(requirement.title.as_ref().map(|title| title.text.as_str()));
    "conditional": Kind::Truth, "false", "whether it is asked only in some cases", "chỉ áp dụng trong một số trường hợp",
        Value::Truth(requirement.row.when.is_some());
    "basis": TEXTS, "[\"ND-123-2015\"]", "the instruments that it cites", "căn cứ pháp lý",
        cited(&requirement.row.basis);
};

pub(super) static RESULT: &[Field] = fields! { Item::Result(facts, result) =>
    "name": Kind::Text, "\"permit\"", "its name in the registry or here", "tên khai báo của kết quả",
        text(&result.document.name.text);
    "title": Kind::Text, "\"Giấy phép\"", "what a reader calls it", "tên kết quả",
        maybe(result.title.as_ref().or(facts.procedure.datum(result.data).title.as_ref()).map(|title| title.text.as_str()));
    "registered": Kind::Truth, "true", "whether it is a type of paper of the registry", "có trong danh mục giấy tờ dùng chung",
        Value::Truth(result.document.id.is_some());
    "digital": Kind::Truth, "true", "whether it is said to be issued digitally", "đã ghi là cấp bản điện tử",
        Value::Truth(result.digital);
    "conditional": Kind::Truth, "false", "whether it is issued only in some cases", "chỉ cấp trong một số trường hợp",
        Value::Truth(result.row.when.is_some());
    "basis": TEXTS, "[\"ND-123-2015\"]", "the instruments that it cites", "căn cứ pháp lý",
        cited(&result.row.basis);
};

fn known<'a>(facts: &'a Facts<'a>, paper: &'a Paper) -> Option<&'a DocumentType> {
    let registered = paper.document.id.map(|id| facts.catalogue.documents.get(id).near(facts.settings.as_of));
    registered.or(facts.procedure.datum(paper.data).declared.as_deref())
}

fn title<'a>(procedure: &'a Procedure, paper: &'a Paper, facts: &'a Facts<'a>) -> Value<'a> {
    let registered = known(facts, paper).and_then(|document| document.title.as_ref());
    let own: Option<&Title> = paper.title.as_ref().or(procedure.datum(paper.data).title.as_ref());
    maybe(own.or(registered).map(|title| title.text.as_str()))
}

fn names(databases: &[Ref<Database>]) -> impl Iterator<Item = &str> {
    databases.iter().map(|database| database.name.text.as_str())
}

/// Of the first way of handing it in: none asked for is 0, a number that is not known is absent.
fn copies<'a>(paper: &Paper, of: fn(&Hand) -> Option<OrUnknown<u32>>) -> Value<'a> {
    let Some(first) = paper.hands.first() else { return Value::Absent };
    let mut sum = 0_u32;
    for asked in first.iter().filter_map(|hand: &At<Hand>| of(&hand.value)) {
        let OrUnknown::Known(asked) = asked else { return Value::Absent };
        sum = sum.saturating_add(asked);
    }
    Value::Number(sum.into())
}

fn any_hand<'a>(paper: &Paper, is: fn(&Hand) -> bool) -> Value<'a> {
    if paper.hands.is_empty() {
        return Value::Absent;
    }
    Value::Truth(paper.hands.iter().flatten().any(|hand| is(&hand.value)))
}

type Names = Vec<crate::model::Name>;

fn stated<'a>(facts: &'a Facts<'a>, paper: &'a Paper, of: fn(&DocumentType) -> &Names, own: &'a Names) -> Value<'a> {
    let registered = known(facts, paper).map(of);
    if !own.is_empty() {
        return list(own.iter().map(|name| name.text.as_str()));
    }
    registered.map_or(Value::Absent, |names| list(names.iter().map(|name| name.text.as_str())))
}
