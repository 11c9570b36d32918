//! What of a page is its content, and how it is written.

use headroom_html::extract;
use headroom_html::html::Options;
use headroom_testkit::{Random, seeds};

const STORY: &str =
    "The sea rises on both sides of the earth, and nobody at the harbour asks why it does so twice a day.";

fn text(page: &str) -> String {
    text_with(page, Options::DEFAULT)
}

fn text_with(page: &str, options: Options) -> String {
    extract(page, options).map(|main| main.text).unwrap_or_default()
}

/// An article with this between its paragraphs.
fn article(between: &str) -> String {
    format!("<body><article><p>{STORY}<p>{STORY} Really.{between}<p>{STORY} Truly.</article>")
}

#[test]
fn what_no_reader_sees_is_gone() {
    for hidden in [
        "<script>secret()</script>",
        "<script>document.write('<p>secret</p>')</script>",
        "<style>.secret { color: red }</style>",
        "<!-- secret -->",
        "<!-- <p>secret > -->",
        "<template><p>secret</p></template>",
        "<noscript>secret</noscript>",
        "<div hidden><p>secret</p></div>",
        "<div style='color: red; DISPLAY: x; display : none !important'><p>secret</p></div>",
        "<p style=visibility:hidden>secret</p>",
        "<div aria-hidden=\"true\">secret</div>",
        "<div class='sr-only'>secret</div>",
        "<svg><text>secret</text></svg>",
        "<textarea><p>secret</textarea>",
        "<select><option>secret<option>secret</select>",
        "<iframe><p>secret</p></iframe>",
        "<p title=\"> secret\"></p>",
    ] {
        let text = text(&article(hidden));
        assert!(text.contains(STORY) && text.contains("Truly."), "{hidden}: {text}");
        assert!(!text.contains("secret"), "{hidden}: {text}");
    }
}

#[test]
fn what_stands_around_content_is_gone() {
    let around = |part: &str| format!("<body>{part}{}{part}</body>", &article(part)["<body>".len()..]);
    for part in [
        "<nav><a href=/>noise</a></nav>",
        "<aside><p>noise</p></aside>",
        "<footer>noise</footer>",
        "<div class='cookie-banner'><p>We use cookies, and noise, and many more words, so that it reads as prose.</p></div>",
        "<div id=newsletterSignup><p>noise</p></div>",
        "<div class='ad-slot ad'>noise</div>",
        "<ul><li><a href=/1>noise of one</a></li><li><a href=/2>noise of another</a></li></ul>",
        "<div role=navigation>noise</div>",
    ] {
        let text = text(&around(part));
        assert!(text.contains(STORY) && text.contains("Truly."), "{part}: {text}");
        assert!(!text.contains("noise"), "{part}: {text}");
    }
}

#[test]
fn code_is_exact() {
    let code = "fn main() {\n    if a < b && c > d {\n\n\t\tprint(\"  x  \");\n    }\n}";
    let page = article(&format!(
        "<pre><code class=\"hljs language-rust\">{}</code></pre>",
        code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    ));
    assert!(text(&page).contains(&format!("\n\n```rust\n{code}\n```\n\n")), "{}", text(&page));
    let ticks = article("<pre>```\na\n```</pre>");
    assert!(text(&ticks).contains("````\n```\na\n```\n````"), "{}", text(&ticks));
}

#[test]
fn tables_have_their_rows_and_columns() {
    let table = "<table><thead><tr><th>Port<th>High<br>tide</thead><tbody><tr><td>Brest<td>7 | 8<tr><td><p>Cork</p><td></table>";
    let expected = "| Port | High tide |\n| --- | --- |\n| Brest | 7 \\| 8 |\n| Cork |  |";
    let page = article(table);
    assert!(text(&page).contains(expected), "{}", text(&page));
    let none = text_with(&page, Options { tables: false, ..Options::DEFAULT });
    assert!(!none.contains("Brest") && none.contains("Truly."), "{none}");
}

#[test]
fn lists_quotes_and_headings_keep_their_form() {
    let page = article(
        "<h2>Why <em>twice</em>?</h2><ol><li>The moon<ul><li>pulls</ul><li><p>The earth</p></ol><blockquote><p>So it goes</blockquote>",
    );
    let expected = "## Why twice?\n\n1. The moon\n   - pulls\n2. The earth\n\n> So it goes\n\n";
    assert!(text(&page).contains(expected), "{}", text(&page));
}

#[test]
fn links_and_images_are_written_when_asked_for() {
    let page =
        article("<p>See <a href='/a b'>the tables</a> of the harbour. <img src=\"x.png\" alt='A map'>");
    assert!(text(&page).contains("See the tables of the harbour."), "{}", text(&page));
    let all = text_with(&page, Options { links: true, images: true, ..Options::DEFAULT });
    assert!(all.contains("See [the tables](/a%20b) of the harbour. ![A map](x.png)"), "{all}");
}

#[test]
fn entities_are_characters() {
    let page =
        article("<p>5 &lt; 6 &amp;amp; caf&eacute; &#8212; &#x41; &#150; &nosuch; &copy 2024 &#xFFFFFFFF; &");
    assert!(text(&page).contains("5 < 6 &amp; café — A – &nosuch; © 2024 \u{fffd} &"), "{}", text(&page));
}

#[test]
fn the_title_is_said_once() {
    let page = article("").replace("<article>", "<article><h1>Tides</h1>");
    let main = extract(&format!("<title>Tides - a site</title>{page}"), Options::DEFAULT).expect("content");
    assert_eq!(main.title, "Tides");
    assert!(!main.text.contains("Tides"), "{}", main.text);
    assert!(main.whole().starts_with("# Tides\n\nThe sea"), "{}", main.whole());
}

#[test]
fn comments_are_content_where_nothing_else_is() {
    let comment = |number: usize| format!("<div class=comment><p>Answer {number}: {STORY}</p></div>");
    let forum = format!("<body><h1>Tides?</h1>{}{}", comment(1), comment(2));
    assert!(text(&forum).contains("Answer 1") && text(&forum).contains("Answer 2"), "{}", text(&forum));
    let below = format!("{}<div id=comments>{}</div>", article(""), comment(1));
    assert!(!text(&below).contains("Answer"), "{}", text(&below));
}

#[test]
fn any_nesting_is_read() {
    for tag in [
        "div",
        "b",
        "ul",
        "li",
        "table",
        "blockquote",
        "pre",
        "a",
        "p",
        "td",
        "x-y",
        "head",
        "span",
        "dl",
        "form",
    ] {
        let deep = format!("<{tag}>").repeat(1_000_000);
        let _ = text(&deep);
        let page = format!("{}{deep}{STORY}{}", article(""), format!("</{tag}>").repeat(1_000_000));
        assert!(text(&page).contains("Truly."), "{tag}");
    }
}

#[test]
fn tag_soup_is_read_from_any_place_to_any_other() {
    const PARTS: [&str; 36] = [
        "<div class=\"a",
        "\"",
        ">",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<li>",
        "<ul>",
        "</ul>",
        "<pre>",
        "</pre>",
        "<a href='",
        "'",
        "</a>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<h2>",
        "</h2>",
        "é",
        "日本",
        "&amp;",
        "&#x",
        "<",
        "</",
        "<!",
        "<article>",
        "<code>",
        "</code>",
        "\u{a0}\n",
        "word and word, ",
        STORY,
    ];
    for seed in seeds(3000) {
        let mut random = Random::new(seed);
        let page: String = (0..random.below(60)).map(|_| random.pick(&PARTS)).collect();
        let options = Options { links: random.once_in(2), images: true, tables: random.once_in(2) };
        let main = extract(&page, options);
        assert_eq!(main, extract(&page, options), "seed {seed}");
        if let Some(main) = main {
            assert!(
                !main.text.trim().is_empty() && main.text.len() <= 4 * page.len() + 64,
                "seed {seed}: {page}"
            );
        }
    }
}
