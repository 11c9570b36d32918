//! The elements of HTML that extraction tells apart.

use Class::{Block, Inline, Opaque, Void};

/// How the parser and the writer treat an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Starts a line.
    Block,
    /// A part of a line.
    Inline,
    /// Has no content.
    Void,
    /// Its content is not HTML: it ends where its end tag stands.
    Opaque,
}

macro_rules! tags {
    ($($tag:ident $name:literal $class:ident,)*) => {
        /// An element, or the text between two tags.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Tag { $($tag,)* Text, Other }

        impl Tag {
            fn known(name: &[u8]) -> Option<Self> {
                match name { $($name => Some(Self::$tag),)* _ => None }
            }

            /// How the element is treated.
            pub(crate) const fn class(self) -> Class {
                match self { $(Self::$tag => $class,)* Self::Text | Self::Other => Inline }
            }
        }
    };
}

tags! {
    A b"a" Inline, Address b"address" Block, Article b"article" Block, Area b"area" Void, Aside b"aside" Block, Audio b"audio" Inline,
    B b"b" Inline, Base b"base" Void, Blockquote b"blockquote" Block, Body b"body" Block, Br b"br" Void, Button b"button" Inline,
    Canvas b"canvas" Inline, Caption b"caption" Block, Center b"center" Block, Code b"code" Inline, Col b"col" Void,
    Dd b"dd" Block, Del b"del" Inline, Details b"details" Block, Dialog b"dialog" Block, Div b"div" Block, Dl b"dl" Block, Dt b"dt" Block,
    Em b"em" Inline, Embed b"embed" Void, Fieldset b"fieldset" Block, Figcaption b"figcaption" Block, Figure b"figure" Block,
    Footer b"footer" Block, Form b"form" Block, H1 b"h1" Block, H2 b"h2" Block, H3 b"h3" Block, H4 b"h4" Block, H5 b"h5" Block, H6 b"h6" Block,
    Head b"head" Block, Header b"header" Block, Hr b"hr" Void, Html b"html" Block, I b"i" Inline, Iframe b"iframe" Opaque, Img b"img" Void,
    Input b"input" Void, Kbd b"kbd" Inline, Label b"label" Inline, Li b"li" Block, Link b"link" Void, Main b"main" Block, Math b"math" Inline,
    Menu b"menu" Block, Meta b"meta" Void, Nav b"nav" Block, Noframes b"noframes" Opaque, Noscript b"noscript" Inline, Object b"object" Inline,
    Ol b"ol" Block, Optgroup b"optgroup" Block, Option b"option" Block, P b"p" Block, Param b"param" Void, Picture b"picture" Inline, Pre b"pre" Block,
    Samp b"samp" Inline, Script b"script" Opaque, Section b"section" Block, Select b"select" Inline, Source b"source" Void, Span b"span" Inline,
    Strong b"strong" Inline, Style b"style" Opaque, Summary b"summary" Block, Svg b"svg" Inline, Table b"table" Block, Tbody b"tbody" Block,
    Td b"td" Block, Template b"template" Inline, Textarea b"textarea" Opaque, Tfoot b"tfoot" Block, Th b"th" Block, Thead b"thead" Block,
    Title b"title" Opaque, Tr b"tr" Block, Track b"track" Void, Tt b"tt" Inline, Ul b"ul" Block, Video b"video" Inline, Wbr b"wbr" Void,
    Xmp b"xmp" Opaque,
}

/// The length of the longest name in the table.
const MAX_NAME_LEN: usize = 10;

impl Tag {
    /// The element of this name, in letters of either case.
    pub(crate) fn of(name: &str) -> Self {
        let mut lower = [0; MAX_NAME_LEN];
        let Some(lower) = lower.get_mut(..name.len()) else { return Self::Other };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        Self::known(lower).unwrap_or(Self::Other)
    }

    /// Whether the element starts a line.
    pub(crate) const fn is_block(self) -> bool {
        matches!(self.class(), Block)
    }

    /// The level of a heading.
    pub(crate) const fn level(self) -> Option<usize> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }
}
