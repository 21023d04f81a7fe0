//! Bodies of the state and laws that records still name and that have ended: when, and what came after. The central bodies went
//! with Resolution 176/2025/QH15 and the departments of the provinces with Decree 45/2025/NĐ-CP, both on 2025-03-01; the
//! districts with Law 72/2025/QH15 and Resolution 203/2025/QH15 on 2025-07-01. When a law ended is said by the last
//! chapter of the one that replaced it; these days were not checked against the Official Gazette.

use super::body::{self, Body};

/// A body that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ended {
    /// Its title.
    pub(super) title: &'static str,
    /// The title of what came after it.
    pub(super) heir: &'static str,
    /// Its last day.
    pub(super) until: &'static str,
}

/// The last day of the bodies that were merged on the first of March 2025.
const MERGED: &str = "2025-02-28";

/// The last day of the districts.
pub(super) const DISTRICTS_END: &str = "2025-06-30";

const fn merged(title: &'static str, heir: &'static str) -> Ended {
    Ended { title, heir, until: MERGED }
}

/// Every body that is known to have ended.
const ENDED: [Ended; 14] = [
    merged("Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"),
    merged("Bộ Giao thông vận tải", "Bộ Xây dựng"),
    merged("Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Nông nghiệp và Môi trường"),
    merged("Bộ Tài nguyên và Môi trường", "Bộ Nông nghiệp và Môi trường"),
    merged("Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ"),
    merged("Bộ Lao động - Thương binh và Xã hội", "Bộ Nội vụ"),
    merged("Ủy ban Dân tộc", "Bộ Dân tộc và Tôn giáo"),
    merged("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
    merged("Sở Giao thông vận tải", "Sở Xây dựng"),
    merged("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường"),
    merged("Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường"),
    merged("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"),
    merged("Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ"),
    Ended { title: "Ủy ban nhân dân cấp huyện", heir: "Ủy ban nhân dân cấp xã", until: DISTRICTS_END },
];

/// All of them with their heirs, as bodies.
pub(super) fn bodies() -> impl Iterator<Item = Body> {
    let plain = |title: &str| Body { title: title.to_owned(), role: None };
    ENDED.iter().flat_map(move |ended| [plain(ended.title), plain(ended.heir)])
}

/// What is known of a title's end.
pub(super) fn of(title: &str) -> Option<&'static Ended> {
    let key = body::key(title);
    ENDED.iter().find(|ended| body::key(ended.title) == key)
}

/// Whether a title names a body of a district.
pub(super) fn is_of_district(title: &str) -> bool {
    let key = body::key(title);
    key.split_whitespace().any(|word| word == body::key("huyện"))
}

/// A law that has ended: its number, its last day, and what replaced it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EndedLaw {
    number: &'static str,
    /// Its last day.
    pub(super) until: &'static str,
    /// What replaced it.
    pub(super) heir: &'static str,
}

const fn law(number: &'static str, until: &'static str, heir: &'static str) -> EndedLaw {
    EndedLaw { number, until, heir }
}

/// Laws that the National Assembly has replaced.
const ENDED_LAWS: [EndedLaw; 24] = [
    law("24/2000/QH10", "2022-12-31", "Luật Kinh doanh bảo hiểm 08/2022/QH15"),
    law("15/2003/QH11", "2023-12-31", "Luật Thi đua, khen thưởng 06/2022/QH15"),
    law("51/2005/QH11", "2024-06-30", "Luật Giao dịch điện tử 20/2023/QH15"),
    law("06/2007/QH12", "2025-12-31", "Luật Hóa chất 69/2025/QH15"),
    law(
        "23/2008/QH12",
        "2024-12-31",
        "Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15 và Luật Đường bộ 35/2024/QH15",
    ),
    law("30/2009/QH12", "2025-06-30", "Luật Quy hoạch đô thị và nông thôn 47/2024/QH15"),
    law("32/2009/QH12", "2025-06-30", "Luật Di sản văn hóa 45/2024/QH15"),
    law("40/2009/QH12", "2023-12-31", "Luật Khám bệnh, chữa bệnh 15/2023/QH15"),
    law("41/2009/QH12", "2024-06-30", "Luật Viễn thông 24/2023/QH15"),
    law("47/2010/QH12", "2024-06-30", "Luật Các tổ chức tín dụng 32/2024/QH15"),
    law("60/2010/QH12", "2025-06-30", "Luật Địa chất và khoáng sản 54/2024/QH15"),
    law("17/2012/QH13", "2024-06-30", "Luật Tài nguyên nước 28/2023/QH15"),
    law("23/2012/QH13", "2024-06-30", "Luật Hợp tác xã 17/2023/QH15"),
    law("29/2013/QH13", "2025-09-30", "Luật Khoa học, công nghệ và đổi mới sáng tạo 93/2025/QH15"),
    law("38/2013/QH13", "2025-12-31", "Luật Việc làm 74/2025/QH15"),
    law("43/2013/QH13", "2023-12-31", "Luật Đấu thầu 22/2023/QH15"),
    law("45/2013/QH13", "2024-07-31", "Luật Đất đai 31/2024/QH15"),
    law("53/2014/QH13", "2025-06-30", "Luật Công chứng 46/2024/QH15"),
    law("58/2014/QH13", "2025-06-30", "Luật Bảo hiểm xã hội 41/2024/QH15"),
    law("59/2014/QH13", "2024-06-30", "Luật Căn cước 26/2023/QH15"),
    law("65/2014/QH13", "2024-07-31", "Luật Nhà ở 27/2023/QH15"),
    law("66/2014/QH13", "2024-07-31", "Luật Kinh doanh bất động sản 29/2023/QH15"),
    law("67/2014/QH13", "2020-12-31", "Luật Đầu tư 61/2020/QH14"),
    law("14/2017/QH14", "2024-12-31", "Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ 42/2024/QH15"),
];

/// What is known of the end of a law, by its number.
pub(super) fn law_of(number: &str) -> Option<&'static EndedLaw> {
    ENDED_LAWS.iter().find(|law| law.number == number)
}
