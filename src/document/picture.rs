//! A drawing as a picture of dots, with our own fonts: what is seen does not depend on the machine. Alone knows resvg.

use resvg::{tiny_skia, usvg};
use std::sync::{Arc, OnceLock};

/// Tinos, metrically equal to Times New Roman, with Latin and Vietnamese letters (`fonts/README.md`).
const FONTS: [&[u8]; 3] = [
    include_bytes!("fonts/Tinos-Regular.ttf"),
    include_bytes!("fonts/Tinos-Bold.ttf"),
    include_bytes!("fonts/Tinos-Italic.ttf"),
];

/// Dots an inch; prints crisply and stays below a megabyte.
const DOTS: f32 = 200.0;
/// More dots than this in one direction are not made: the picture gets coarser instead.
const MOST: f32 = 8_000.0;

/// A picture with its true size.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) png: Vec<u8>,
    /// In points.
    pub(super) width: f64,
    /// In points.
    pub(super) height: f64,
}

/// Draws an SVG of ours; `None` for what is no SVG.
pub(super) fn picture(svg: &str) -> Option<Picture> {
    static DATABASE: OnceLock<Arc<usvg::fontdb::Database>> = OnceLock::new();
    let fonts = DATABASE.get_or_init(|| {
        let mut fonts = usvg::fontdb::Database::new();
        for font in FONTS {
            fonts.load_font_data(font.to_vec());
        }
        fonts.set_serif_family("Tinos");
        Arc::new(fonts)
    });
    // Sizes in points come out as they are: one unit of the tree is one ninety-sixth of an inch.
    let options = usvg::Options { fontdb: Arc::clone(fonts), font_family: "Tinos".to_owned(), ..Default::default() };
    let tree = usvg::Tree::from_str(svg, &options).ok()?;
    let size = tree.size();
    let scale = (DOTS / 96.0).min(MOST / size.width()).min(MOST / size.height());
    let (width, height) = ((size.width() * scale).ceil(), (size.height() * scale).ceil());
    #[expect(clippy::cast_sign_loss, reason = "sizes are positive")]
    let mut dots = tiny_skia::Pixmap::new(width as u32, height as u32)?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut dots.as_mut());
    let points = |units: f32| f64::from(units) * 0.75;
    Some(Picture { png: dots.encode_png().ok()?, width: points(size.width()), height: points(size.height()) })
}
