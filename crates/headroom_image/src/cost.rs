//! The tokens of a picture, by the formulas that providers publish.
//!
//! Sources: `OpenAI`, "Images and vision" (tiles of 512 pixels, or patches of 32 with a factor for each model);
//! Anthropic, "Vision" (width × height / 750, after the picture is scaled to the model's limits); Google,
//! "Token counting" and "Media resolution" (tiles of 258 tokens up to Gemini 2.5, fixed budgets from Gemini 3).

/// How closely the model looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// As the provider chooses: `OpenAI` and Gemini look closely.
    #[default]
    Auto,
    /// A small version only.
    Low,
    /// All of it.
    High,
}

/// How a model counts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scheme {
    /// A base, and tokens for each tile of 512 pixels.
    Tiles { base: u32, tile: u32 },
    /// Patches of 32 pixels, at most `limit`, times a factor in hundredths.
    Patches { limit: u32, hundredths: u32 },
    /// An area, in a picture of at most `side` pixels and `limit` tokens.
    Area { side: u32, limit: u32 },
    /// Tiles of 258 tokens.
    Crops,
    /// A budget for each detail.
    Budget,
}

/// The tokens of a picture with this size for a model. A model that is not known counts as Anthropic's.
#[must_use]
pub fn image_tokens(width: u32, height: u32, detail: Detail, model: &str) -> u32 {
    let (width, height) = (width.max(1), height.max(1));
    match scheme(model) {
        Scheme::Tiles { base, .. } if detail == Detail::Low => base,
        Scheme::Tiles { base, tile } => base + tile * tiles(width, height),
        Scheme::Patches { limit, hundredths } => {
            let limit = if detail == Detail::Low { limit.min(LOW_PATCHES) } else { limit };
            (patches(width, height, limit) * hundredths).div_ceil(100)
        }
        Scheme::Area { side, limit } => area(width, height, side, limit),
        Scheme::Crops if detail == Detail::Low => CROP_TOKENS,
        Scheme::Crops => CROP_TOKENS * crops(width, height),
        Scheme::Budget => {
            if detail == Detail::Low {
                280
            } else {
                1120
            }
        }
    }
}

/// Whether a few pixels less can save a whole tile.
#[must_use]
pub(crate) fn has_tiles(model: &str) -> bool {
    matches!(scheme(model), Scheme::Tiles { .. } | Scheme::Crops)
}

/// Whether the provider itself has a mode with low detail.
#[must_use]
pub(crate) fn has_detail(model: &str) -> bool {
    !matches!(scheme(model), Scheme::Area { .. } | Scheme::Crops)
}

/// Patches of a picture of 512 × 512 pixels, which is what models see at low detail.
const LOW_PATCHES: u32 = 256;
const CROP_TOKENS: u32 = 258;

/// Parts of the names of models, the most specific first.
const SCHEMES: [(&str, Scheme); 26] = [
    ("gpt-4o-mini", Scheme::Tiles { base: 2833, tile: 5667 }),
    ("gpt-4.1-mini", Scheme::Patches { limit: 1536, hundredths: 162 }),
    ("gpt-4.1-nano", Scheme::Patches { limit: 1536, hundredths: 246 }),
    ("gpt-4", Scheme::Tiles { base: 85, tile: 170 }),
    ("chatgpt-4o", Scheme::Tiles { base: 85, tile: 170 }),
    ("gpt-5-mini", Scheme::Patches { limit: 1536, hundredths: 162 }),
    ("gpt-5-nano", Scheme::Patches { limit: 1536, hundredths: 246 }),
    ("gpt-5.1", Scheme::Tiles { base: 70, tile: 140 }),
    ("gpt-5.", Scheme::Patches { limit: 2500, hundredths: 120 }),
    ("gpt-5", Scheme::Tiles { base: 70, tile: 140 }),
    ("gpt-", Scheme::Patches { limit: 2500, hundredths: 120 }),
    ("o4-mini", Scheme::Patches { limit: 1536, hundredths: 172 }),
    ("computer-use", Scheme::Tiles { base: 65, tile: 129 }),
    ("o1", Scheme::Tiles { base: 75, tile: 150 }),
    ("o3", Scheme::Tiles { base: 75, tile: 150 }),
    ("gemini-1", Scheme::Crops),
    ("gemini-2", Scheme::Crops),
    ("gemini", Scheme::Budget),
    ("claude-3", Scheme::Area { side: 1568, limit: 1600 }),
    ("haiku-4", Scheme::Area { side: 1568, limit: 1600 }),
    ("sonnet-4", Scheme::Area { side: 1568, limit: 1600 }),
    ("opus-4-7", Scheme::Area { side: 2576, limit: 4784 }),
    ("opus-4-8", Scheme::Area { side: 2576, limit: 4784 }),
    ("opus-4.7", Scheme::Area { side: 2576, limit: 4784 }),
    ("opus-4", Scheme::Area { side: 1568, limit: 1600 }),
    ("claude", Scheme::Area { side: 2576, limit: 4784 }),
];

fn scheme(model: &str) -> Scheme {
    let model = model.to_ascii_lowercase();
    let found = SCHEMES.iter().find(|(part, _)| model.contains(part));
    found.map_or(Scheme::Area { side: 1568, limit: 1600 }, |(_, scheme)| *scheme)
}

/// Tiles of 512 pixels, after the picture was fitted into 2,048 and its shorter side into 768.
fn tiles(width: u32, height: u32) -> u32 {
    let (width, height) = fitted(width, height, 2048);
    let shorter = width.min(height);
    let scaled =
        |side: u32| if shorter > 768 { (u64::from(side) * 768 / u64::from(shorter)) as u32 } else { side };
    scaled(width).max(1).div_ceil(512) * scaled(height).max(1).div_ceil(512)
}

/// Patches of 32 pixels. A picture with too many is scaled down until whole patches fit.
fn patches(width: u32, height: u32, limit: u32) -> u32 {
    let count = u64::from(width.div_ceil(32)) * u64::from(height.div_ceil(32));
    if count <= u64::from(limit) {
        return count as u32;
    }
    let (width, height) = (f64::from(width), f64::from(height));
    let scale = (1024.0 * f64::from(limit) / (width * height)).sqrt();
    let (across, down) = (width * scale / 32.0, height * scale / 32.0);
    let scale = scale * f64::min(across.floor().max(1.0) / across, down.floor().max(1.0) / down);
    let patches = |side: f64| (side * scale / 32.0 - 1e-6).ceil().max(1.0) as u32;
    (patches(width) * patches(height)).min(limit)
}

fn area(width: u32, height: u32, side: u32, limit: u32) -> u32 {
    let (width, height) = fitted(width, height, side);
    (u64::from(width) * u64::from(height)).div_ceil(750).min(u64::from(limit)) as u32
}

/// Tiles whose side is two thirds of the shorter side, from 256 to 768 pixels. A small picture is one tile.
fn crops(width: u32, height: u32) -> u32 {
    if width <= 384 && height <= 384 {
        return 1;
    }
    let unit = (width.min(height) * 2 / 3).clamp(256, 768);
    width.div_ceil(unit) * height.div_ceil(unit)
}

/// The size of a picture whose longer side is at most `side`.
pub(crate) fn fitted(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= side {
        return (width, height);
    }
    let scaled = |own: u32| ((u64::from(own) * u64::from(side) / u64::from(longer)) as u32).max(1);
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::{Detail, image_tokens};

    #[test]
    fn tokens_are_those_of_the_providers_examples() {
        let high = |width, height, model| image_tokens(width, height, Detail::High, model);
        assert_eq!(high(1024, 1024, "gpt-4o"), 765);
        assert_eq!(high(2048, 4096, "gpt-4o"), 1105);
        assert_eq!(image_tokens(4096, 8192, Detail::Low, "gpt-4o"), 85);
        assert_eq!(high(1024, 1024, "gpt-4.1-mini"), 1659);
        assert_eq!(high(1800, 2400, "o4-mini"), (1452_u32 * 172).div_ceil(100));
        assert_eq!(high(1000, 1000, "claude-sonnet-4-5"), 1334);
        assert_eq!(high(200, 200, "claude-sonnet-4-5"), 54);
        assert_eq!(high(384, 384, "gemini-2.5-pro"), 258);
        assert_eq!(high(960, 540, "gemini-2.5-pro"), 6 * 258);
        assert_eq!(high(4000, 3000, "gemini-3-pro-preview"), 1120);
    }

    #[test]
    fn no_size_costs_nothing_or_overflows() {
        for model in
            ["gpt-4o", "gpt-5-mini", "gpt-6", "claude-opus-5", "gemini-2.5-flash", "gemini-3", "", "x"]
        {
            for (width, height) in [(0, 0), (1, 1), (1, u32::MAX / 4), (65_535, 65_535), (1 << 20, 1)] {
                let tokens = image_tokens(width, height, Detail::Auto, model);
                assert!(tokens > 0, "{model} {width} {height}");
            }
        }
    }
}
