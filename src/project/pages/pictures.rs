//! Pictures as WeChat's editor takes them: an SVG becomes a PNG.

use crate::diagnostic::Finding;
use crate::edition::picture::Drawing;
use crate::project::load::Project;
use crate::rules::project::{partial_picture, undrawable_picture};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The widest PNG, in pixels: articles are 540 CSS pixels wide or less on
/// phones, and their screens have two pixels to each or more.
const WIDEST: f32 = 1080.0;

/// A picture that an article can show.
#[derive(Debug)]
pub(super) struct Picture {
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// Its type, such as `image/png`.
    media: &'static str,
    /// Whether it was drawn, and stands in no folder yet.
    pub(super) is_drawn: bool,
}

impl Picture {
    /// Returns an address that holds the picture itself.
    pub(super) fn address(&self) -> String {
        format!(
            "data:{};base64,{}",
            self.media,
            STANDARD.encode(&self.bytes)
        )
    }
}

/// What became of a file.
#[derive(Debug, Default)]
pub(super) struct Ready {
    /// The picture, where there is one.
    pub(super) picture: Option<Picture>,
    /// What is wrong with it.
    pub(super) findings: Vec<Finding>,
}

/// The pictures of one run: each file is read and drawn once.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    ready: Mutex<BTreeMap<String, Arc<OnceLock<Ready>>>>,
}

impl Pictures {
    /// Returns the picture in the file at `path` in the project.
    pub(super) fn get(&self, project: &Project, path: &str) -> Arc<OnceLock<Ready>> {
        let mut all = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let one = Arc::clone(all.entry(path.to_owned()).or_default());
        // Others need not wait while this one is drawn.
        drop(all);
        one.get_or_init(|| ready(project, path));
        one
    }
}

/// Returns the type of a file that a browser shows as a picture.
fn media(path: &str) -> Option<&'static str> {
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "bmp" => "image/bmp",
        _ => return None,
    })
}

/// Returns whether a file is an SVG, by its name.
pub(super) fn is_svg(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("svg"))
}

/// Returns the path of the PNG of the SVG at `path`.
pub(super) fn png_path(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    format!("{stem}.wechat.png")
}

fn ready(project: &Project, path: &str) -> Ready {
    // A file that cannot be read is found where it is copied.
    let Ok(Some(bytes)) = project.root.read(path) else {
        return Ready::default();
    };
    if is_svg(path) {
        return drawn(path, &bytes);
    }
    let picture = media(path).map(|media| Picture {
        bytes,
        media,
        is_drawn: false,
    });
    Ready {
        picture,
        findings: Vec::new(),
    }
}

fn drawn(path: &str, svg: &[u8]) -> Ready {
    let made = Drawing::read(svg).and_then(|drawing| {
        // Two pixels for each of the file's, so that small ones are sharp.
        let width = (drawing.width() * 2.0).clamp(1.0, WIDEST) as u32;
        Ok((drawing.png(width)?, drawing))
    });
    let (png, drawing) = match made {
        Ok(made) => made,
        Err(fault) => {
            let message = format!("no PNG can be made of this picture: {fault}");
            let finding = undrawable_picture::RULE.finding(path, message);
            return Ready {
                picture: None,
                findings: vec![finding.help("fix the picture, or use a PNG in its place")],
            };
        }
    };
    let lost = drawing.left_out().iter().map(|element| {
        let message = format!("`{element}` in this picture is not drawn in its PNG");
        let help = match *element {
            "text" => "change its text into paths in a drawing program, or use a PNG in its place",
            _ => "use a PNG in the place of this picture",
        };
        partial_picture::RULE
            .finding(path, message)
            .text(*element)
            .help(help)
    });
    Ready {
        findings: lost.collect(),
        picture: Some(Picture {
            bytes: png.bytes,
            media: "image/png",
            is_drawn: true,
        }),
    }
}
