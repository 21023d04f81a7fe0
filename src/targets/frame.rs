//! Runs a target over everything in a request, on all cores, and gathers the files in one order whatever finished first.

use super::{Folder, Loss, Output, Request, Subject, Target, Territory};
use rayon::prelude::*;

/// What a target wrote.
#[derive(Debug, Default)]
pub struct Compiled {
    /// The files.
    pub folder: Folder,
    /// What the format could not take, in the order of procedures and places.
    pub losses: Vec<Loss>,
    /// How many procedures were compiled, each counted once a place.
    pub subjects: usize,
}

/// Compiles a request to a target.
pub fn compile(target: &dyn Target, request: &Request<'_>) -> Compiled {
    let territory = Territory::of(request.catalogue, request.as_of);
    let subjects = territory.subjects(request);
    let one = |subject: &Subject<'_>| {
        let output = target.emit(request, subject);
        (request.done)();
        output
    };
    let outputs: Vec<Output> = subjects.par_iter().map(one).collect();
    let mut compiled = Compiled { subjects: subjects.len(), ..Compiled::default() };
    for (output, subject) in outputs.into_iter().zip(&subjects) {
        for (path, content) in output.files {
            let parts = [target.folder(), subject.folder.as_deref(), Some(path.as_str())];
            compiled.folder.add(&parts.into_iter().flatten().collect::<Vec<_>>().join("/"), content);
        }
        compiled.losses.extend(output.losses);
    }
    let whole = target.whole(request, &subjects);
    for (path, content) in whole.files {
        let parts = [target.folder(), Some(path.as_str())];
        compiled.folder.add(&parts.into_iter().flatten().collect::<Vec<_>>().join("/"), content);
    }
    compiled.losses.extend(whole.losses);
    compiled
}
