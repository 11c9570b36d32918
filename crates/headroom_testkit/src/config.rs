//! Records in the formats of lock files, manifests and XML, some of them slightly malformed.

use crate::Random;

const FORMS: [&str; 9] = [
    "[[package]]\nname = \"{}\"\nversion = \"{}\"\nsource = \"registry+https://example.org/index\"\nchecksum = \"{}\"\n\n",
    "  {}:\n    image: example.org/shop/{}:{}\n    restart: always\n    ports:\n      - \"{}:8080\"\n",
    "- name: {}\n  kind: Pod\n  created: \"{}\"\n  labels:\n    app: {}\n",
    "    <dependency>\n      <groupId>org.example.{}</groupId>\n      <artifactId>{}</artifactId>\n    </dependency>\n",
    "  <testcase classname=\"org.example.{}\" name=\"{}\" time=\"{}\"/>\n",
    "\t<key>{}</key>\n\t<string>{}</string>\n",
    "example.org/{} {} h1:{}=\nexample.org/{} {}/go.mod h1:{}=\n",
    "{}@^1.0.0:\n  version \"{}\"\n  integrity sha512-{}\n\n",
    "  /{}@2.0.0:\n    resolution: {integrity: sha512-{}}\n    engines: {node: '>=18'}\n\n",
];
const VALUES: [&str; 16] = [
    "corvid",
    "corvid",
    "1.2.0",
    "1.14.3",
    "17ab",
    "naïve",
    "a b",
    "a | b",
    "",
    "{1}",
    "{2}",
    "* x",
    "\"",
    "2026-03-04T10:15:00Z",
    "Basket.Test",
    "日本",
];
const OTHERS: [&str; 9] = [
    "* a list",
    "\"quoted",
    "dependencies = [\n \"corvid\",\n]",
    "# a comment",
    "",
    "      <scope>test</scope>",
    "let x = 1;",
    "  - item",
    "key: value",
];

/// Records of one form, with other lines among them.
pub fn config(random: &mut Random) -> String {
    let mut out = String::new();
    for _ in 0..=random.below(2) {
        let form = random.pick(&FORMS);
        // Most records share their values.
        let usual = random.pick(&VALUES);
        let is_plain = random.once_in(2);
        for _ in 0..random.below(12) {
            for (index, part) in form.split("{}").enumerate() {
                if index > 0 {
                    out.push_str(if random.once_in(3) {
                        usual
                    } else {
                        random.pick(if is_plain { &VALUES[..6] } else { &VALUES })
                    });
                }
                out.push_str(part);
            }
            if random.once_in(6) {
                out.extend([random.pick(&OTHERS), "\n"]);
            }
        }
    }
    match random.below(8) {
        0 => out.replace('\n', "\r\n"),
        1 => out.trim_end_matches('\n').to_owned(),
        2 => out.chars().take(random.below(out.len() + 1)).collect(),
        _ => out,
    }
}
