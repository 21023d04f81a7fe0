//! Whatever the text: formatting ends, is idempotent, and changes nothing that it says it keeps.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procedo::base::Language;
use procedo::syntax::format;

fuzz_target!(|text: &str| {
    for language in [None, Some(Language::En), Some(Language::Vi)] {
        let once = format(text, language);
        if once.kept.is_some() {
            assert_eq!(once.text, text);
        } else {
            assert!(!format(&once.text, language).changed);
        }
    }
});
