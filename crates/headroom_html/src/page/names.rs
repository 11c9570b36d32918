//! What authors call the parts of their pages: classes, ids and roles.

use headroom_core::work::step;

use super::tree::Tree;

/// Words of classes and ids of what stands around the content of a page, and of nothing else.
const BOILERPLATE: &[&str] = &[
    "share",
    "sharing",
    "shares",
    "social",
    "sociable",
    "addthis",
    "related",
    "recommended",
    "recommendations",
    "recirc",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "newsletter",
    "subscribe",
    "subscription",
    "signup",
    "promo",
    "promotion",
    "advert",
    "advertisement",
    "ads",
    "ad",
    "adsense",
    "adslot",
    "banner",
    "sponsor",
    "sponsored",
    "outbrain",
    "taboola",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "navbar",
    "nav",
    "navigation",
    "menu",
    "submenu",
    "footer",
    "pagination",
    "pager",
    "popup",
    "modal",
    "overlay",
    "paywall",
    "login",
    "byline",
    "tags",
    "taglist",
    "widget",
    "toolbar",
    "masthead",
    "skip",
    "trending",
    "popular",
    "teaser",
    "disclaimer",
    "copyright",
    "rss",
    "print",
    "timestamp",
    "dateline",
    "noprint",
    "jp-relatedposts",
    "authorbio",
    "rating",
    "ratings",
    "votes",
    "viral",
    "yarpp",
    "zergnet",
    "infolinks",
    "credit",
    "credits",
    "author",
    "authors",
    "bio",
    "meta",
    "date",
    "published",
    "posted",
    "category",
    "categories",
    "readmore",
    "more",
    "recent",
    "latest",
    "adsbygoogle",
    "follow",
    "promoted",
    "partner",
    "pullquote",
    "kicker",
    "eyebrow",
    "livefyre",
    "spotim",
    "cta",
    "toc",
    "subnav",
    "crumbs",
    "tag",
    "optin",
    "next",
    "prev",
    "previous",
    "feedback",
    "donate",
    "syndication",
];
/// Words of what belongs to pictures.
const PICTURE: &[&str] =
    &["caption", "captions", "gallery", "slideshow", "carousel", "slider", "photo", "lightbox", "player"];
/// Classes of what only some readers see.
const HIDING: &[&str] = &[
    "hidden",
    "hide",
    "d-none",
    "invisible",
    "visually-hidden",
    "visuallyhidden",
    "sr-only",
    "screen-reader-text",
];
/// Words of what readers have added.
const COMMENT: &[&str] =
    &["comment", "comments", "commentlist", "disqus", "respond", "replies", "reactions", "discussion"];

/// The words of the class, id and role of an element, in lower case.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The class and the id as they stand, in lower case.
    pub(crate) class: String,
    pub(crate) id: String,
    pub(crate) role: String,
    pub(crate) property: String,
}

/// Maximum length of a class or an id that is looked at, in bytes.
const MAX_LEN: usize = 256;

impl Names {
    pub(crate) fn of(tree: &Tree<'_>, node: usize) -> Self {
        let mut names = Self::default();
        for (name, value) in tree.attributes(node) {
            let value = &value[..value.floor_char_boundary(MAX_LEN)];
            step(value.len());
            match name {
                "class" => value.clone_into(&mut names.class),
                "id" => value.clone_into(&mut names.id),
                "role" => names.role = value.to_ascii_lowercase(),
                "itemprop" => names.property = value.to_ascii_lowercase(),
                _ => {}
            }
        }
        names
    }

    pub(crate) fn is_boilerplate(&self) -> bool {
        matches!(
            &*self.role,
            "navigation" | "banner" | "complementary" | "contentinfo" | "dialog" | "search" | "menu"
        ) || self.has(BOILERPLATE)
            || self.class.split_ascii_whitespace().any(|class| HIDING.contains(&class))
    }

    pub(crate) fn is_picture(&self) -> bool {
        self.has(PICTURE)
    }

    pub(crate) fn is_comment(&self) -> bool {
        self.has(COMMENT)
    }

    /// Whether one of these words stands in the class or the id.
    fn has(&self, wanted: &[&str]) -> bool {
        words(&self.class)
            .chain(words(&self.id))
            .any(|word| wanted.iter().any(|other| word.eq_ignore_ascii_case(other)))
    }
}

/// The words of a class or an id: `post-shareBar` has `post`, `share` and `Bar`.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|sign: char| !sign.is_ascii_alphabetic()).flat_map(humps)
}

fn humps(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        if bytes.is_empty() {
            return None;
        }
        let end = (1..bytes.len())
            .find(|at| bytes[*at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
            .unwrap_or(bytes.len());
        let (word, behind) = rest.split_at(end);
        rest = behind;
        Some(word)
    })
}

/// Whether a style hides its element.
pub(crate) fn is_hiding(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let value = value.trim().trim_end_matches("!important").trim_end();
        match name.trim() {
            "display" => value.eq_ignore_ascii_case("none"),
            "visibility" => value.eq_ignore_ascii_case("hidden"),
            _ => false,
        }
    })
}
