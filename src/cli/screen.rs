//! Where output goes: results to standard output, notices to standard error. Alone knows terminals and colour.

use super::{Colour, Failure};
use crate::base::Text;
use crate::render::terminal::{Ink, Look};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// The two streams.
#[derive(Debug)]
pub(super) struct Screen {
    /// How findings are drawn.
    pub(super) look: Look,
}

/// The width where none can be measured: lines stay readable in a log.
const WIDTH: usize = 100;

impl Screen {
    /// The streams of this process.
    pub(super) fn new(colour: Colour) -> Self {
        let terminal = io::stdout().is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let coloured = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !refused,
        };
        let measured = terminal.then(terminal_size::terminal_size).flatten();
        let width = measured.map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, 160));
        Self { look: Look { width, ink: if coloured { Ink::Colour } else { Ink::Plain } } }
    }

    /// Writes a result.
    #[expect(clippy::unused_self, reason = "whoever prints must have been handed the screen")]
    pub(super) fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::io(Path::new("stdout"), &error),
        })
    }

    /// Says something that is not the result.
    #[expect(clippy::unused_self, reason = "whoever prints must have been handed the screen")]
    pub(super) fn notice(&self, text: &str) {
        // A notice that nobody can read is not worth failing for.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Says why the tool could not do its work, in both languages: the reader's is not known yet.
    pub(super) fn complain(&self, what: &Text, help: Option<&Text>) {
        self.notice(&format!("error: {}", what.en));
        if let Some(help) = help {
            self.notice(&format!("  {}", help.en));
        }
        self.notice(&format!("lỗi: {}", what.vi));
        if let Some(help) = help {
            self.notice(&format!("  {}", help.vi));
        }
    }
}
