//! What each rule of the grammar is called when people are told that it was expected, in both languages.

use crate::syntax::grammar::Rule;

/// How a rule is spoken of.
pub(super) enum Phrase {
    /// By the keyword it begins with.
    Keyword(Rule),
    /// In English and in Vietnamese.
    Thing(&'static str, &'static str),
    /// Not at all: it is no part of what people write.
    Nothing,
}

/// No `_` here: a new rule of the grammar must be given its words.
pub(super) fn phrase(rule: Rule) -> Phrase {
    match rule {
        Rule::basis => Phrase::Keyword(Rule::kw_basis),
        Rule::appendix => Phrase::Keyword(Rule::kw_appendix),
        Rule::articles => Phrase::Keyword(Rule::kw_article),
        Rule::when | Rule::choose_when => Phrase::Keyword(Rule::kw_when),
        Rule::unless => Phrase::Keyword(Rule::kw_unless),
        Rule::otherwise | Rule::choose_rest => Phrase::Keyword(Rule::kw_otherwise),
        Rule::from => Phrase::Keyword(Rule::kw_from),
        Rule::until => Phrase::Keyword(Rule::kw_until),
        Rule::source => Phrase::Keyword(Rule::kw_source),
        Rule::because => Phrase::Keyword(Rule::kw_because),
        Rule::under => Phrase::Keyword(Rule::kw_under),
        Rule::replaced_by => Phrase::Keyword(Rule::kw_replaced_by),
        Rule::allow => Phrase::Keyword(Rule::kw_allow),
        Rule::text => Phrase::Keyword(Rule::kw_text),
        Rule::unresolved => Phrase::Keyword(Rule::kw_unresolved),
        Rule::level | Rule::at_level | Rule::at_levels => Phrase::Keyword(Rule::kw_level),
        Rule::agency => Phrase::Keyword(Rule::kw_agency),
        Rule::role => Phrase::Keyword(Rule::kw_role),
        Rule::place => Phrase::Keyword(Rule::kw_place),
        Rule::place_of => Phrase::Keyword(Rule::kw_of),
        Rule::law => Phrase::Keyword(Rule::kw_law),
        Rule::law_number => Phrase::Keyword(Rule::kw_number_of_law),
        Rule::issued => Phrase::Keyword(Rule::kw_issued_by),
        Rule::on => Phrase::Keyword(Rule::kw_on),
        Rule::database => Phrase::Keyword(Rule::kw_database),
        Rule::keeper => Phrase::Keyword(Rule::kw_keeper),
        Rule::published_from => Phrase::Keyword(Rule::kw_published_from),
        Rule::answers => Phrase::Keyword(Rule::kw_answers),
        Rule::document_item | Rule::document | Rule::document_choice => Phrase::Keyword(Rule::kw_document),
        Rule::paper_issuer => Phrase::Keyword(Rule::kw_issued_paper_by),
        Rule::held_in => Phrase::Keyword(Rule::kw_held_in),
        Rule::states => Phrase::Keyword(Rule::kw_states),
        Rule::personal => Phrase::Keyword(Rule::kw_personal),
        Rule::sensitive => Phrase::Keyword(Rule::kw_sensitive),
        Rule::valid => Phrase::Keyword(Rule::kw_valid),
        Rule::form => Phrase::Keyword(Rule::kw_form),
        Rule::document_kind | Rule::kind => Phrase::Keyword(Rule::kw_kind),
        Rule::term => Phrase::Keyword(Rule::kw_term),
        Rule::plain => Phrase::Keyword(Rule::kw_plain),
        Rule::synonyms => Phrase::Keyword(Rule::kw_synonyms),
        Rule::delegation | Rule::delegation_kind => Phrase::Keyword(Rule::kw_delegate),
        Rule::covers => Phrase::Keyword(Rule::kw_covers),
        Rule::covers_field | Rule::field => Phrase::Keyword(Rule::kw_field),
        Rule::instrument => Phrase::Keyword(Rule::kw_by_instrument),
        Rule::no_redelegation => Phrase::Keyword(Rule::kw_no_redelegation),
        Rule::at_places | Rule::example_at => Phrase::Keyword(Rule::kw_at),
        Rule::in_places => Phrase::Keyword(Rule::kw_in),
        Rule::procedure => Phrase::Keyword(Rule::kw_procedure),
        Rule::case => Phrase::Keyword(Rule::kw_case),
        Rule::adapt => Phrase::Keyword(Rule::kw_adapt),
        Rule::decided_by => Phrase::Keyword(Rule::kw_decided_by),
        Rule::with => Phrase::Keyword(Rule::kw_with),
        Rule::applicants => Phrase::Keyword(Rule::kw_for),
        Rule::published_by => Phrase::Keyword(Rule::kw_published_by),
        Rule::sets => Phrase::Keyword(Rule::kw_sets),
        Rule::volume => Phrase::Keyword(Rule::kw_volume),
        Rule::linked_with | Rule::calls => Phrase::Keyword(Rule::kw_linked_with),
        Rule::reserved => Phrase::Keyword(Rule::kw_reserved),
        Rule::risk => Phrase::Keyword(Rule::kw_risk),
        Rule::harm => Phrase::Keyword(Rule::kw_harm),
        Rule::pay => Phrase::Keyword(Rule::kw_pay),
        Rule::appeal => Phrase::Keyword(Rule::kw_appeal_to),
        Rule::reviewed_on => Phrase::Keyword(Rule::kw_reviewed_on),
        Rule::deadline => Phrase::Keyword(Rule::kw_deadline),
        Rule::same_day => Phrase::Keyword(Rule::kw_same_day),
        Rule::counted_from => Phrase::Keyword(Rule::kw_counted_from),
        Rule::within => Phrase::Keyword(Rule::kw_within),
        Rule::channel => Phrase::Keyword(Rule::kw_channel),
        Rule::fact => Phrase::Keyword(Rule::kw_fact),
        Rule::found_by => Phrase::Keyword(Rule::kw_found_by),
        Rule::condition_stmt | Rule::requirement => Phrase::Keyword(Rule::kw_condition),
        Rule::at_step => Phrase::Keyword(Rule::kw_at_step),
        Rule::fee | Rule::expect_fee => Phrase::Keyword(Rule::kw_fee),
        Rule::set_by => Phrase::Keyword(Rule::kw_set_by),
        Rule::per => Phrase::Keyword(Rule::kw_per),
        Rule::result => Phrase::Keyword(Rule::kw_result),
        Rule::process => Phrase::Keyword(Rule::kw_process),
        Rule::probability => Phrase::Keyword(Rule::kw_probability),
        Rule::if_stmt | Rule::reaction => Phrase::Keyword(Rule::kw_if),
        Rule::choose => Phrase::Keyword(Rule::kw_choose),
        Rule::parallel => Phrase::Keyword(Rule::kw_parallel),
        Rule::branch => Phrase::Keyword(Rule::kw_branch),
        Rule::repeat => Phrase::Keyword(Rule::kw_repeat),
        Rule::repeat_limit => Phrase::Keyword(Rule::kw_at_most),
        Rule::repeat_while => Phrase::Keyword(Rule::kw_while),
        Rule::phase => Phrase::Keyword(Rule::kw_phase),
        Rule::step => Phrase::Keyword(Rule::kw_step),
        Rule::by => Phrase::Keyword(Rule::kw_by),
        Rule::within_same_day => Phrase::Keyword(Rule::kw_within_same_day),
        Rule::then | Rule::leads => Phrase::Keyword(Rule::kw_then),
        Rule::reads => Phrase::Keyword(Rule::kw_reads),
        Rule::writes => Phrase::Keyword(Rule::kw_writes),
        Rule::checks => Phrase::Keyword(Rule::kw_checks),
        Rule::ask => Phrase::Keyword(Rule::kw_ask),
        Rule::signature => Phrase::Keyword(Rule::kw_signature),
        Rule::pauses => Phrase::Keyword(Rule::kw_pauses_clock),
        Rule::silence => Phrase::Keyword(Rule::kw_silence_agrees),
        Rule::effort => Phrase::Keyword(Rule::kw_effort),
        Rule::wait => Phrase::Keyword(Rule::kw_wait),
        Rule::rejects => Phrase::Keyword(Rule::kw_rejects),
        Rule::discretion => Phrase::Keyword(Rule::kw_discretion),
        Rule::batch => Phrase::Keyword(Rule::kw_batch),
        Rule::in_person => Phrase::Keyword(Rule::kw_in_person),
        Rule::order_required => Phrase::Keyword(Rule::kw_order_required),
        Rule::example => Phrase::Keyword(Rule::kw_example),
        Rule::given => Phrase::Keyword(Rule::kw_given),
        Rule::expect => Phrase::Keyword(Rule::kw_expect),
        Rule::expect_path => Phrase::Keyword(Rule::kw_path),
        Rule::expect_documents => Phrase::Keyword(Rule::kw_documents),
        Rule::expect_due => Phrase::Keyword(Rule::kw_due),
        Rule::found => Phrase::Keyword(Rule::kw_found_in),
        Rule::negation => Phrase::Keyword(Rule::kw_not),
        Rule::name | Rule::names | Rule::subject | Rule::datum => Phrase::Thing("a name", "một tên"),
        Rule::string | Rule::title | Rule::titles | Rule::long_text => {
            Phrase::Thing("a text in quotes", "phần chữ trong ngoặc kép")
        }
        Rule::number => Phrase::Thing("a number", "một con số"),
        Rule::date | Rule::dates => Phrase::Thing("a date", "một ngày"),
        Rule::clock => Phrase::Thing("a time of day", "giờ trong ngày"),
        Rule::duration => Phrase::Thing("a time with its unit", "thời gian kèm đơn vị"),
        Rule::unit => Phrase::Thing("a unit of time", "đơn vị thời gian"),
        Rule::money | Rule::amount | Rule::fee_row => {
            Phrase::Thing("a sum with its currency", "số tiền kèm đơn vị tiền tệ")
        }
        Rule::currency => Phrase::Thing("a currency", "đơn vị tiền tệ"),
        Rule::percent | Rule::percent_of => Phrase::Thing("a percentage", "tỷ lệ phần trăm"),
        Rule::body | Rule::party | Rule::bodies => {
            Phrase::Thing("a body such as `agency/role`", "cơ quan, ví dụ `cơ-quan/chức-danh`")
        }
        Rule::code => Phrase::Thing("the name of a rule", "tên một quy tắc"),
        Rule::article | Rule::spoken | Rule::pinpoint => {
            Phrase::Thing("an article such as `21.2.a`", "điều, khoản, điểm, ví dụ `21.2.a`")
        }
        Rule::letter => Phrase::Thing("the letter of a point", "chữ cái của điểm"),
        Rule::expr | Rule::operand | Rule::group | Rule::comparison | Rule::trigger => {
            Phrase::Thing("a condition", "một điều kiện")
        }
        Rule::connective => Phrase::Thing("`and`/`or`", "từ nối `và`/`hoặc`"),
        Rule::test => Phrase::Thing("a comparison such as `is`", "phép so sánh, ví dụ `là`"),
        Rule::value => Phrase::Thing("a value", "một giá trị"),
        Rule::step_kind => Phrase::Thing("a kind of step", "loại bước"),
        Rule::law_kind => Phrase::Thing("a kind of law", "loại văn bản"),
        Rule::law_link => Phrase::Thing("a relation to another law", "quan hệ với văn bản khác"),
        Rule::paper_kind => Phrase::Thing("a kind of document", "loại giấy tờ"),
        Rule::applicant => Phrase::Thing("a kind of applicant", "loại đối tượng"),
        Rule::power => Phrase::Thing("what the role may do", "quyền của chức danh"),
        Rule::hand => Phrase::Thing("how the paper is handed in", "cách nộp giấy tờ"),
        Rule::fact_type => Phrase::Thing("a type of fact", "kiểu thông tin"),
        Rule::pay_way => Phrase::Thing("a way to pay", "cách thanh toán"),
        Rule::ending => Phrase::Thing("an end such as `refuse`", "cách kết thúc, ví dụ `từ chối`"),
        Rule::target | Rule::action => Phrase::Thing("a step or an end", "một bước hoặc cách kết thúc"),
        Rule::choice => Phrase::Thing("a value of the fact", "một giá trị của thông tin"),
        Rule::choice_row => Phrase::Thing("a document", "một giấy tờ"),
        Rule::assignment => Phrase::Thing("a fact and its value", "thông tin và giá trị"),
        Rule::open
        | Rule::level_body
        | Rule::agency_body
        | Rule::place_body
        | Rule::law_body
        | Rule::database_body
        | Rule::document_body
        | Rule::term_body
        | Rule::delegation_body
        | Rule::procedure_body
        | Rule::choice_body
        | Rule::fee_body
        | Rule::flow_body
        | Rule::choose_body
        | Rule::parallel_body
        | Rule::step_body
        | Rule::example_body => Phrase::Thing("a block `{ … }`", "khối `{ … }`"),
        Rule::close => Phrase::Thing("`}`", "`}`"),
        Rule::comma => Phrase::Thing("`,`", "`,`"),
        Rule::EOI => Phrase::Thing("the end of the line", "hết dòng"),
        Rule::ws
        | Rule::sp
        | Rule::comment
        | Rule::gap
        | Rule::eol
        | Rule::sep
        | Rule::name_char
        | Rule::end
        | Rule::file
        | Rule::item
        | Rule::junk
        | Rule::junk_text
        | Rule::junk_block
        | Rule::row_tail
        | Rule::note
        | Rule::level_stmt
        | Rule::agency_stmt
        | Rule::place_stmt
        | Rule::law_stmt
        | Rule::database_stmt
        | Rule::document_stmt
        | Rule::term_stmt
        | Rule::delegation_stmt
        | Rule::procedure_stmt
        | Rule::document_clause
        | Rule::fee_stmt
        | Rule::flow_stmt
        | Rule::choose_stmt
        | Rule::parallel_stmt
        | Rule::step_clause
        | Rule::step_stmt
        | Rule::example_stmt
        | Rule::line_file
        | Rule::line_level
        | Rule::line_agency
        | Rule::line_place
        | Rule::line_law
        | Rule::line_database
        | Rule::line_document
        | Rule::line_term
        | Rule::line_delegation
        | Rule::line_procedure
        | Rule::line_choice
        | Rule::line_fee
        | Rule::line_flow
        | Rule::line_choose
        | Rule::line_parallel
        | Rule::line_step
        | Rule::line_example => Phrase::Nothing,
        Rule::kw_level
        | Rule::kw_agency
        | Rule::kw_role
        | Rule::kw_place
        | Rule::kw_law
        | Rule::kw_database
        | Rule::kw_document
        | Rule::kw_devolve
        | Rule::kw_decentralise
        | Rule::kw_delegate
        | Rule::kw_term
        | Rule::kw_procedure
        | Rule::kw_case
        | Rule::kw_adapt
        | Rule::kw_example
        | Rule::kw_under
        | Rule::kw_by_instrument
        | Rule::kw_from
        | Rule::kw_until
        | Rule::kw_replaced_by
        | Rule::kw_receives
        | Rule::kw_signs
        | Rule::kw_decides
        | Rule::kw_number_of_law
        | Rule::kw_issued_by
        | Rule::kw_issued_paper_by
        | Rule::kw_on
        | Rule::kw_amended_by
        | Rule::kw_amends
        | Rule::kw_replaces
        | Rule::kw_repeals
        | Rule::kw_repealed_by
        | Rule::kw_keeper
        | Rule::kw_published_from
        | Rule::kw_answers
        | Rule::kw_held_in
        | Rule::kw_states
        | Rule::kw_personal
        | Rule::kw_sensitive
        | Rule::kw_delegate_from
        | Rule::kw_delegate_to
        | Rule::kw_covers
        | Rule::kw_no_redelegation
        | Rule::kw_plain
        | Rule::kw_synonyms
        | Rule::kw_field
        | Rule::kw_decided_by
        | Rule::kw_for
        | Rule::kw_basis
        | Rule::kw_article
        | Rule::kw_clause
        | Rule::kw_point
        | Rule::kw_appendix
        | Rule::kw_published_by
        | Rule::kw_deadline
        | Rule::kw_volume
        | Rule::kw_sets
        | Rule::kw_per
        | Rule::kw_per_year
        | Rule::kw_per_time
        | Rule::kw_source
        | Rule::kw_channel
        | Rule::kw_counter
        | Rule::kw_post
        | Rule::kw_online
        | Rule::kw_full
        | Rule::kw_partial
        | Rule::kw_fact
        | Rule::kw_yes_no
        | Rule::kw_one_of
        | Rule::kw_number
        | Rule::kw_money
        | Rule::kw_date
        | Rule::kw_of_place
        | Rule::kw_found_by
        | Rule::kw_yes
        | Rule::kw_no
        | Rule::kw_form
        | Rule::kw_original
        | Rule::kw_copy
        | Rule::kw_certified_copy
        | Rule::kw_electronic
        | Rule::kw_shown
        | Rule::kw_if_any
        | Rule::kw_at_step
        | Rule::kw_when
        | Rule::kw_unless
        | Rule::kw_found_in
        | Rule::kw_fee
        | Rule::kw_charge
        | Rule::kw_set_by
        | Rule::kw_percent_of
        | Rule::kw_result
        | Rule::kw_valid
        | Rule::kw_unlimited
        | Rule::kw_condition
        | Rule::kw_linked_with
        | Rule::kw_reserved
        | Rule::kw_risk
        | Rule::kw_low
        | Rule::kw_medium
        | Rule::kw_high
        | Rule::kw_harm
        | Rule::kw_reversible
        | Rule::kw_irreversible
        | Rule::kw_pay
        | Rule::kw_appeal_to
        | Rule::kw_reviewed_on
        | Rule::kw_process
        | Rule::kw_citizen
        | Rule::kw_overseas_vietnamese
        | Rule::kw_foreigner
        | Rule::kw_official
        | Rule::kw_enterprise
        | Rule::kw_foreign_invested_enterprise
        | Rule::kw_organisation
        | Rule::kw_foreign_organisation
        | Rule::kw_cooperative
        | Rule::kw_phase
        | Rule::kw_step
        | Rule::kw_by
        | Rule::kw_other
        | Rule::kw_applicant
        | Rule::kw_with
        | Rule::kw_within
        | Rule::kw_same_day
        | Rule::kw_within_same_day
        | Rule::kw_before
        | Rule::kw_counted_from
        | Rule::kw_receipt
        | Rule::kw_complete_dossier
        | Rule::kw_plus
        | Rule::kw_kind
        | Rule::kw_reads
        | Rule::kw_writes
        | Rule::kw_checks
        | Rule::kw_dossier
        | Rule::kw_signature
        | Rule::kw_wet
        | Rule::kw_digital
        | Rule::kw_silence_agrees
        | Rule::kw_silence_refuses
        | Rule::kw_pauses_clock
        | Rule::kw_effort
        | Rule::kw_wait
        | Rule::kw_rejects
        | Rule::kw_discretion
        | Rule::kw_none
        | Rule::kw_bounded
        | Rule::kw_open
        | Rule::kw_batch
        | Rule::kw_daily
        | Rule::kw_weekly
        | Rule::kw_monthly
        | Rule::kw_every
        | Rule::kw_in_person
        | Rule::kw_order_required
        | Rule::kw_probability
        | Rule::kw_if
        | Rule::kw_else
        | Rule::kw_incomplete
        | Rule::kw_ineligible
        | Rule::kw_late
        | Rule::kw_ask
        | Rule::kw_once
        | Rule::kw_times
        | Rule::kw_at_most
        | Rule::kw_at_least
        | Rule::kw_more_than
        | Rule::kw_less_than
        | Rule::kw_restarting
        | Rule::kw_then
        | Rule::kw_if_then
        | Rule::kw_refuse
        | Rule::kw_withdraw
        | Rule::kw_stop
        | Rule::kw_done
        | Rule::kw_choose
        | Rule::kw_otherwise
        | Rule::kw_ask_otherwise
        | Rule::kw_parallel
        | Rule::kw_branch
        | Rule::kw_repeat
        | Rule::kw_while
        | Rule::kw_at
        | Rule::kw_in
        | Rule::kw_of
        | Rule::kw_given
        | Rule::kw_received
        | Rule::kw_expect
        | Rule::kw_path
        | Rule::kw_documents
        | Rule::kw_due
        | Rule::kw_and
        | Rule::kw_or
        | Rule::kw_not
        | Rule::kw_is_not
        | Rule::kw_is
        | Rule::kw_between
        | Rule::kw_between_to
        | Rule::kw_unknown
        | Rule::kw_unresolved
        | Rule::kw_allow
        | Rule::kw_because
        | Rule::kw_text
        | Rule::kw_minutes
        | Rule::kw_clock_hours
        | Rule::kw_hours
        | Rule::kw_working_days
        | Rule::kw_days
        | Rule::kw_weeks
        | Rule::kw_months
        | Rule::kw_years
        | Rule::kw_vnd
        | Rule::kw_usd
        | Rule::kw_kind_receive
        | Rule::kw_kind_digitise
        | Rule::kw_kind_transfer
        | Rule::kw_kind_assign
        | Rule::kw_kind_check
        | Rule::kw_kind_assess
        | Rule::kw_kind_consult
        | Rule::kw_kind_inspect
        | Rule::kw_kind_meet
        | Rule::kw_kind_draft
        | Rule::kw_kind_review
        | Rule::kw_kind_approve
        | Rule::kw_kind_decide
        | Rule::kw_kind_sign
        | Rule::kw_kind_issue
        | Rule::kw_kind_register
        | Rule::kw_kind_display
        | Rule::kw_kind_collect_fee
        | Rule::kw_kind_await
        | Rule::kw_kind_return
        | Rule::kw_kind_notify
        | Rule::kw_kind_archive
        | Rule::kw_law_constitution
        | Rule::kw_law_law
        | Rule::kw_law_ordinance
        | Rule::kw_law_decree
        | Rule::kw_law_joint_circular
        | Rule::kw_law_circular
        | Rule::kw_law_resolution
        | Rule::kw_law_decision
        | Rule::kw_law_directive
        | Rule::kw_law_plan
        | Rule::kw_law_treaty
        | Rule::kw_paper_form
        | Rule::kw_paper_identity
        | Rule::kw_paper_certificate
        | Rule::kw_paper_evidence
        | Rule::kw_paper_confirmation
        | Rule::kw_paper_technical
        | Rule::kw_paper_ruling
        | Rule::kw_paper_internal => Phrase::Keyword(rule),
    }
}
