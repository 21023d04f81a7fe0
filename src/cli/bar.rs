//! A progress bar on standard error; nothing where that is no terminal.

use crate::import::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// The bar.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar of nothing yet.
    pub(super) fn new() -> Self {
        let style =
            ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed}").expect("the template is well formed");
        Self(ProgressBar::new(0).with_style(style))
    }

    /// Takes the bar off the screen.
    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, total: usize) {
        self.0.inc_length(total as u64);
    }

    fn step(&self) {
        self.0.inc(1);
    }
}
