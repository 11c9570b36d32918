//! Signatures of fourteen languages, and of texts that are none.

use headroom_code::signatures;
use headroom_detect::Language;

/// A text in each language, and its signatures.
const FILES: [(Language, &str, &str); 14] = [
    (
        Language::Rust,
        "pub struct Queue { items: Vec<u8> }\nimpl Queue {\n    pub fn take(&mut self) -> Option<u8> {\n        fn inner() {}\n        self.items.pop()\n    }\n}\ntrait Sink { fn put(&mut self, item: u8); }\n",
        "1: pub struct Queue\n2: impl Queue\n3:   pub fn take(&mut self) -> Option<u8>\n8: trait Sink\n8:   fn put(&mut self, item: u8)\n",
    ),
    (
        Language::Python,
        "class Queue(Base):\n    @property\n    def size(self) -> int:\n        return 1\n\nasync def run(\n    name: str,\n) -> None:\n    pass\n",
        "1: class Queue(Base)\n3:   def size(self) -> int\n6: async def run( name: str, ) -> None\n",
    ),
    (
        Language::JavaScript,
        "export class Queue {\n  take(at = {}) {\n    return at;\n  }\n}\nexport const run = async (queue) => {\n  queue.map((item) => item.at);\n};\n",
        "1: export class Queue\n2:   take(at = {})\n6: export const run = async (queue)\n",
    ),
    (
        Language::TypeScript,
        "export interface Row { price: number }\ntype Rows = Row[];\nexport abstract class Table {\n  abstract open(name: string): void;\n  total(rows: Rows): number {\n    return 1;\n  }\n}\n",
        "1: export interface Row\n2: type Rows = Row[]\n3: export abstract class Table\n4:   abstract open(name: string): void\n5:   total(rows: Rows): number\n",
    ),
    (
        Language::Go,
        "package queue\n\ntype Queue struct {\n\titems []int\n}\n\nfunc (q *Queue) Take() (int, error) {\n\treturn 1, nil\n}\n",
        "3: type Queue struct\n7: func (q *Queue) Take() (int, error)\n",
    ),
    (
        Language::Java,
        "public class Queue<T> implements Sink {\n    public Queue(int size) {\n    }\n    @Override\n    public T take() throws Empty {\n        return null;\n    }\n}\n",
        "1: public class Queue<T> implements Sink\n2:   public Queue(int size)\n4:   @Override public T take() throws Empty\n",
    ),
    (
        Language::C,
        "struct queue { int size; };\nstatic int take(struct queue *q, int at)\n{\n    return q->size;\n}\n",
        "1: struct queue\n2: static int take(struct queue *q, int at)\n",
    ),
    (
        Language::Cpp,
        "namespace store {\nclass Queue : public Sink {\n public:\n  int take() const { return 1; }\n};\n}\nint store::Queue::size() {\n  return 2;\n}\n",
        "1: namespace store\n2:   class Queue : public Sink\n4:     int take() const\n7: int store::Queue::size()\n",
    ),
    (
        Language::CSharp,
        "public class Queue : ISink\n{\n    public async Task<int> Take(int at)\n    {\n        return 1;\n    }\n}\n",
        "1: public class Queue : ISink\n3:   public async Task<int> Take(int at)\n",
    ),
    (
        Language::Ruby,
        "module Store\n  class Queue < Base\n    def take(at = 1)\n      @items[at]\n    end\n  end\nend\n",
        "1: module Store\n2:   class Queue < Base\n3:     def take(at = 1)\n",
    ),
    (
        Language::Php,
        "<?php\nfinal class Queue implements Sink\n{\n    public function take(int $at): ?int\n    {\n        return 1;\n    }\n}\n",
        "2: final class Queue implements Sink\n4:   public function take(int $at): ?int\n",
    ),
    (Language::Shell, "#!/bin/bash\ntake() {\n  echo 1\n}\n", "2: take()\n"),
    (
        Language::Kotlin,
        "class Queue(val size: Int) : Sink {\n    fun take(at: Int): Int {\n        return 1\n    }\n}\n",
        "1: class Queue(val size: Int) : Sink\n2:   fun take(at: Int): Int\n",
    ),
    (
        Language::Swift,
        "public struct Queue: Sink {\n    func take(at: Int) -> Int {\n        return 1\n    }\n}\n",
        "1: public struct Queue: Sink\n2:   func take(at: Int) -> Int\n",
    ),
];

/// What is defined by values and with names behind bodies, and the signatures.
const FORMS: [(Language, &str, &str); 4] = [
    (
        Language::JavaScript,
        "export default function () { return 1; }\nexport default class { go() { return 2; } }\nmodule.exports.foo = function (a) { return a; };\nexports.bar = async (a) => {\n  return a;\n};\nconst a = 1, b = (x) => x;\nconst o = { m() { return 1; }, n: (x) => x };\nexport const memo = React.memo(function Card({ a }) { return a; });\nclass A { static #p = 1; get x() { return 1; } handler = (e) => { this.x; }; }\nlist.map((x) => x);\nconst B = class extends A {};\n",
        "1: export default function ()\n2: export default class\n2:   go()\n3: module.exports.foo = function (a)\n4: exports.bar = async (a)\n7: b = (x)\n8: m()\n8: n: (x)\n9: export const memo = React.memo(function Card({ a })\n10: class A\n10:   get x()\n10:   handler = (e)\n12: const B = class extends A\n",
    ),
    (
        Language::TypeScript,
        "export type Options = {\n  a: string;\n};\nexport const x = <T,>(a: T): T => a;\nclass B { private handler = (e: Event): void => { this.x; }; size = 3; }\n",
        "1: export type Options\n4: export const x = <T,>(a: T): T\n5: class B\n5:   private handler = (e: Event): void\n",
    ),
    (
        Language::C,
        "typedef struct {\n  int x;\n} Point;\ntypedef enum { OPEN, PAID } State;\ntypedef int (*call)(int);\n",
        "1: typedef struct Point\n4: typedef enum State\n5: typedef int (*call)(int)\n",
    ),
    (
        Language::Cpp,
        "template <typename T>\nclass Queue {\n  void put(T x) { items.push_back(x); }\n  template <typename U> void add(U x) { put(x); }\n};\ntemplate <typename T>\nT larger(T a, T b) {\n  return a > b ? a : b;\n}\nclass Plain {};\n",
        "1: template <typename T> class Queue\n3:   void put(T x)\n4:   template <typename U> void add(U x)\n6: template <typename T> T larger(T a, T b)\n10: class Plain\n",
    ),
];

#[test]
fn values_with_names_are_definitions() {
    for (language, text, expected) in FORMS {
        assert_eq!(signatures(text, language).unwrap_or_default(), expected);
    }
}

#[test]
fn every_language_has_signatures() {
    let mut wrong = Vec::new();
    for (language, text, expected) in FILES {
        let found = signatures(text, language).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{language}:\n{found}instead of\n{expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_without_definitions_has_none() {
    for (language, _, _) in FILES {
        assert_eq!(signatures("", language), None, "{language}");
        assert_eq!(signatures("42\n", language), None, "{language}");
    }
}

#[test]
fn a_line_of_a_megabyte_gives_short_heads() {
    let text = "function take(at){return at+1}".repeat(40_000);
    let view = signatures(&text, Language::JavaScript).expect("functions");
    assert!(view.starts_with("1: function take(at)\n1: function take(at)\n"));
    let long = format!("function take({}) {{}}", "first, ".repeat(100_000));
    assert!(signatures(&long, Language::JavaScript).expect("a function").len() < 500);
}

#[test]
fn a_head_is_cut_between_characters() {
    let text = format!("def take(name='{}'): pass\n", "ü".repeat(500));
    assert!(signatures(&text, Language::Python).is_some());
}
