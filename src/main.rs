//! The command `procedo`: hands over to the command line of the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    procedo::cli::main()
}
