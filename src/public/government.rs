//! What can be asked of the government around the procedures: transfers of power, law, bodies, places.

use super::procedure::said;
use super::{COUNT, Field, Item, Kind, TEXTS, Value, cited, count, day, fields, list, maybe, owned, text, words};
use crate::model::{Citation, Dated, LawRef, LawRelation};
use crate::public::{Around, number};
use crate::time::Date;

pub(super) static DELEGATION: &[Field] = fields! { Item::Delegation(around, delegation) =>
    "kind": Kind::Word(words::DELEGATION_KINDS), "\"delegate\"", "devolve (phân quyền), decentralise (phân cấp) or delegate (ủy quyền)", "phân quyền (`devolve`), phân cấp (`decentralise`) hay ủy quyền (`delegate`)",
        text(words::delegation_kind(delegation.kind.value));
    "title": Kind::Text, "\"Ủy quyền cấp phép\"", "its title", "tên",
        maybe(delegation.title.as_ref().map(|title| title.text.as_str()));
    "from": Kind::Text, "\"commune-pc/chair\"", "who gives", "bên giao",
        owned(delegation.from.written());
    "to": TEXTS, "[\"commune-pc/justice\"]", "who receives", "bên nhận",
        Value::List(delegation.to.iter().map(|body| owned(body.written())).collect());
    "procedures": TEXTS, "[\"1.004873\"]", "the procedures that it names", "thủ tục nêu trong phân cấp, ủy quyền",
        list(delegation.covers.iter().flat_map(|row| row.procedures.iter().map(|one| one.name.text.as_str())));
    "fields": TEXTS, "[\"Hộ tịch\"]", "the whole fields that it covers", "lĩnh vực giao toàn bộ",
        list(delegation.covers.iter().flat_map(|row| row.fields.iter().map(|one| one.text.as_str())));
    "instrument": Kind::Text, "\"QD-45-2025-TP\"", "the instrument by which it is made", "văn bản phân cấp, ủy quyền",
        delegation.instrument.as_ref().map_or(Value::Absent, cites);
    "starts": Kind::Date, "\"2025-08-01\"", "its first day", "ngày bắt đầu",
        day(delegation.period.from.as_ref().map(|from| from.value));
    "ends": Kind::Date, "\"2027-02-28\"", "its last day", "ngày cuối",
        day(delegation.period.until.as_ref().map(|until| until.value));
    "days_left": Kind::Number("days", "ngày"), "60", "how many days are left until its last day; negative after it", "số ngày còn lại đến ngày cuối; âm nếu đã qua",
        days_between(around, delegation.period.until.as_ref().map(|until| until.value));
    "in_force": Kind::Truth, "true", "whether it holds on the day", "còn hiệu lực vào ngày xét",
        Value::Truth(delegation.period.contains(around.as_of));
    "may_be_handed_on": Kind::Truth, "false", "whether it does not forbid to hand it on", "không cấm ủy quyền lại",
        Value::Truth(!delegation.no_redelegation);
    "requirements": TEXTS, "[]", "conditions attached to it", "điều kiện kèm theo",
        Value::List(delegation.requirements.iter().map(said).collect());
    "places": TEXTS, "[\"tran-phu\"]", "the places for which it is made; none: everywhere", "nơi áp dụng; trống là mọi nơi",
        list(delegation.at.iter().chain(&delegation.within).map(|place| place.name.text.as_str()));
    "basis": TEXTS, "[\"Luật 72/2025/QH15\"]", "the instruments that it cites", "căn cứ pháp lý",
        cited(&delegation.notes.basis);
};

pub(super) static LAW: &[Field] = fields! { Item::Law(around, law) =>
    "name": Kind::Text, "\"ND-123-2015\"", "its name", "tên khai báo", text(&law.name.text);
    "title": Kind::Text, "\"Nghị định 123/2015/NĐ-CP\"", "its title", "tên văn bản",
        maybe(law.title.as_ref().map(|title| title.text.as_str()));
    "kind": Kind::Word(words::LAW_KINDS), "\"decree\"", "its kind", "loại văn bản",
        maybe(law.kind.as_ref().map(|kind| words::law_kind(kind.value)));
    "number": Kind::Text, "\"123/2015/NĐ-CP\"", "its official number, where it is written apart from the title", "số, ký hiệu, nếu ghi riêng",
        maybe(law.number.as_ref().map(|number| number.text.as_str()));
    "issued_by": TEXTS, "[\"government\"]", "who issued it", "cơ quan ban hành",
        if law.issued_by.is_empty() { Value::Absent } else { list(law.issued_by.iter().map(|agency| agency.name.text.as_str())) };
    "issued_on": Kind::Date, "\"2015-11-15\"", "when it was issued", "ngày ban hành",
        day(law.issued_on.as_ref().map(|on| on.value));
    "starts": Kind::Date, "\"2016-01-01\"", "the first day on which it is in force", "ngày có hiệu lực",
        day(law.period.from.as_ref().map(|from| from.value));
    "ends": Kind::Date, "\"2026-12-31\"", "the last day on which it is in force", "ngày hết hiệu lực",
        day(law.period.until.as_ref().map(|until| until.value));
    "days_left": Kind::Number("days", "ngày"), "60", "how many days are left until its last day; negative after it", "số ngày còn lại đến ngày hết hiệu lực; âm nếu đã qua",
        days_between(around, law.period.until.as_ref().map(|until| until.value));
    "in_force": Kind::Truth, "true", "whether it is in force on the day", "còn hiệu lực vào ngày xét",
        Value::Truth(law.period().contains(around.as_of));
    "amended_by": TEXTS, "[\"ND-07-2025\"]", "the instruments that amend it", "văn bản sửa đổi, bổ sung",
        links(law, LawRelation::AmendedBy);
    "replaced_by": TEXTS, "[\"ND-07-2025\"]", "the instruments that replace it", "văn bản thay thế",
        links(law, LawRelation::ReplacedBy);
};

pub(super) static AGENCY: &[Field] = fields! { Item::Agency(around, agency) =>
    "name": Kind::Text, "\"commune-pc\"", "its name", "tên khai báo", text(&agency.name.text);
    "title": Kind::Text, "\"Ủy ban nhân dân cấp xã\"", "its title", "tên cơ quan",
        maybe(agency.title.as_ref().map(|title| title.text.as_str()));
    "level": Kind::Text, "\"commune\"", "its level, by name", "cấp, theo tên khai báo",
        maybe(agency.level.as_ref().map(|level| level.name.text.as_str()));
    "under": Kind::Text, "\"province-pc\"", "the agency above it", "cơ quan cấp trên",
        maybe(agency.under.as_ref().map(|under| under.name.text.as_str()));
    "roles": TEXTS, "[\"chair\", \"desk\"]", "its roles, by name", "các chức danh, theo tên khai báo",
        list(agency.roles.iter().map(|role| role.name.text.as_str()));
    "signing_roles": COUNT, "1", "how many of them sign", "số chức danh được ký",
        count(agency.roles.iter().filter(|role| role.signs).count());
    "starts": Kind::Date, "\"2025-07-01\"", "its first day", "ngày thành lập",
        day(agency.period.from.as_ref().map(|from| from.value));
    "ends": Kind::Date, "\"2025-06-30\"", "its last day", "ngày kết thúc hoạt động",
        day(agency.period.until.as_ref().map(|until| until.value));
    "in_force": Kind::Truth, "true", "whether it exists on the day", "còn hoạt động vào ngày xét",
        Value::Truth(agency.period.contains(around.as_of));
    "replaced_by": TEXTS, "[\"commune-pc\"]", "what came after it", "cơ quan thay thế",
        list(agency.replaced_by.iter().map(|one| one.name.text.as_str()));
};

pub(super) static PLACE: &[Field] = fields! { Item::Place(around, place) =>
    "name": Kind::Text, "\"tran-phu\"", "its name", "tên khai báo", text(&place.name.text);
    "title": Kind::Text, "\"Phường Trần Phú\"", "its title", "tên địa phương",
        maybe(place.title.as_ref().map(|title| title.text.as_str()));
    "agency": Kind::Text, "\"commune-pc\"", "the kind of body that it is", "loại cơ quan",
        maybe(place.agency.as_ref().map(|agency| agency.name.text.as_str()));
    "under": Kind::Text, "\"province-x\"", "the place that contains it", "địa phương cấp trên",
        maybe(place.under.as_ref().map(|under| under.name.text.as_str()));
    "in_force": Kind::Truth, "true", "whether it exists on the day", "còn tồn tại vào ngày xét",
        Value::Truth(place.period.contains(around.as_of));
    "staff_roles": TEXTS, "[\"commune-pc/desk\"]", "the roles in its rows of the table of staff; unknown without a row", "chức danh có trong bảng nhân sự; chưa rõ nếu không có dòng nào",
        if place.staff.is_empty() { Value::Absent } else { Value::List(place.staff.iter().map(|staff| owned(staff.body.written())).collect()) };
    "accounts": COUNT, "12", "how many accounts its staff has, where every row says so", "số tài khoản, nếu mọi dòng đều ghi",
        total(place.staff.iter().map(|staff| staff.accounts));
    "certificates": COUNT, "3", "how many certificates for signing, where every row says so", "số chứng thư ký số, nếu mọi dòng đều ghi",
        total(place.staff.iter().map(|staff| staff.certificates));
};

fn cites(citation: &Citation) -> Value<'_> {
    text(match &citation.law {
        LawRef::Registered(law) => &law.name.text,
        LawRef::Quoted(title) => &title.text,
    })
}

fn links(law: &crate::model::Law, relation: LawRelation) -> Value<'_> {
    let links = law.links.iter().filter(|link| link.relation == relation);
    list(links.map(|link| match &link.law {
        LawRef::Registered(law) => law.name.text.as_str(),
        LawRef::Quoted(title) => title.text.as_str(),
    }))
}

fn days_between<'a>(around: &Around<'_>, last: Option<Date>) -> Value<'a> {
    number(last.map(|last| around.as_of.days_until(last) as f64))
}

fn total<'a>(mut each: impl Iterator<Item = Option<u32>>) -> Value<'a> {
    let Some(first) = each.next() else { return Value::Absent };
    let sum = each.try_fold(u64::from(first.unwrap_or(0)), |sum, one| Some(sum + u64::from(one?)));
    number(first.and(sum).map(|sum| sum as f64))
}
