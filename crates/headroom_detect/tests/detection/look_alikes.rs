//! Texts that resemble other kinds, each with all kinds that are acceptable.

use headroom_core::Kind::{
    self, Csv, Diff, Ini, Json, JsonLines, Listing, Log, Markdown, Prose, Search, Source, Text, Toml, Yaml,
};

const PROSE: &[Kind] = &[Prose, Text];

const DEEP: &str = "{\"a\":[[[[[[[[}";

pub(crate) const SAMPLES: &[(&str, &[Kind], &str)] = &[
    (
        "prose with colons",
        PROSE,
        "Note: the engine reads each line once.\nWarning: it is not done yet, so do not use it.\nRemember: what is not sure is left alone.\nLast: thank you for reading this far.\n",
    ),
    (
        "log messages of several sentences",
        &[Log],
        "2031-05-01 10:00:01 WARN The pool is exhausted and no connection can be opened for this request. Retrying in a moment with a larger timeout. Check the size of the pool if it happens again.\n2031-05-01 10:00:09 WARN The pool is exhausted and no connection can be opened for this request. Retrying in a moment with a larger timeout. Check the size of the pool if it happens again.\n",
    ),
    (
        "names and calls in one line",
        &[Text],
        "System.out.Println(a). Foo.Bar.Baz(b, c, d). List.of(1, 2, 3).Map(x => x + 1). Set.of(4, 5, 6).Filter(y => y > 4). Queue.take(7).Each(z => z.run()). Done.Now(8, 9, 10).Later(11)",
    ),
    (
        "a letter",
        PROSE,
        "Dear Ada,\n\nThank you for the parts: the reader, the writer, and the clock.\nThey work well, and we are glad to have them here.\n\nYours,\nGrace\n",
    ),
    (
        "a poem",
        PROSE,
        "The wind is old and still at play\n  While I must hurry upon my way,\nFor I am running to Paradise;\n  Yet never have I lit on a friend\nTo take my fancy like the wind\n  That nobody can buy or bind.\n",
    ),
    (
        "prose about a failure",
        PROSE,
        "The error was in the reader, not in the test. When the test failed it said that 3 of 17 had passed,\nand I took that to mean that the build was broken. It was not: the disk was full.\n",
    ),
    (
        "prose about diffs",
        PROSE,
        "In a diff a line that starts with + was added and one that starts with - was taken away.\nThe line that starts with @@ says where; most people never read it, and need not.\n",
    ),
    (
        "prose with commas",
        PROSE,
        "Apples, pears, plums, and cherries grow here.\nBread, milk, eggs, and cheese are sold at the corner.\nSalt, sugar, flour, and oil come from further away.\n",
    ),
    (
        "prose with code in it",
        PROSE,
        "We call open() first and then read(), which returns the number of bytes.\nWhen it returns zero the file is at its end, so close() is called and we are done.\n",
    ),
    (
        "prose with times",
        PROSE,
        "We met at 10:00 and talked until 12:30, and then had lunch.\nAt 14:15 the others came, and we went on until 18:00 without a break.\n",
    ),
    (
        "prose that starts with dates",
        PROSE,
        "In 2024 we moved to the new house, and in 2025 the roof was made anew.\nOn May 6 the work was done, and on May 7 we had a feast for everybody.\n",
    ),
    (
        "questions",
        PROSE,
        "What is it? Who made it? Where does it come from?\nIf you know, tell us; if you do not, ask somebody who does.\n",
    ),
    ("an address", PROSE, "Ada Lovelace\n12 St James's Square\nLondon\nEngland\n"),
    (
        "words that begin statements",
        PROSE,
        "for the love of it we went on, and while it rained we stayed inside,\nif only to return with what we had, or try again with something new,\nlet us say that a class of people do so, and import nothing else.\n",
    ),
    (
        "a dialogue",
        PROSE,
        "\"Who is there?\" she asked.\n\"Nobody,\" said the wind.\n\"Then come in,\" she said, \"and close the door behind you.\"\n",
    ),
    (
        "numbers in a list",
        &[Markdown, Prose, Text],
        "1. Open the door of the oven.\n2. Put the bread on the stone.\n3. Close the door, and wait an hour.\n4. Take the bread out, and let it cool.\n",
    ),
    (
        "markdown that resembles a diff",
        &[Markdown, Prose, Text],
        "# Plus and minus\n\n- take this one away\n- and this one, too\n+ but put this one in\n+ and that one\n\n--- \n\nThe end of it all.\n",
    ),
    (
        "markdown with rules",
        &[Markdown, Prose, Text],
        "Title\n=====\n\nSome words about it, and some more.\n\n---\n\nPart\n----\n\nOther words about it, and no more than these.\n",
    ),
    (
        "markdown that holds a log",
        &[Markdown],
        "## What happened\n\nThe server said:\n\n```\n2024-05-06T10:00:01Z ERROR gave up\n2024-05-06T10:00:02Z INFO started\n2024-05-06T10:00:03Z ERROR gave up\n```\n\nThen it was **quiet**.\n",
    ),
    (
        "markdown that holds a diff",
        &[Markdown],
        "## How to fix it\n\nApply `this`:\n\n```diff\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-old\n+new\n```\n\n- then build it again\n- and run the tests\n",
    ),
    (
        "markdown with columns",
        &[Markdown],
        "| left | right |\n|------|-------|\n| a    | 1     |\n| b    | 2     |\n",
    ),
    (
        "code that resembles a log",
        &[Source],
        "fn report(log: &Log) {\n    log.info(\"2024-05-06 10:00:01 INFO started\");\n    log.warn(\"2024-05-06 10:00:02 WARN slow\");\n    log.error(\"2024-05-06 10:00:03 ERROR gave up\");\n}\n",
    ),
    (
        "code that holds json",
        &[Source],
        "const config = {\n  \"name\": \"thing\",\n  \"version\": 3,\n  \"on\": true,\n};\n\nexport function read() {\n  return config.name;\n}\n",
    ),
    (
        "code full of comments",
        &[Source],
        "// Reads the lines of a file, one after the other, and closes it at the end.\n// What cannot be read is passed over: see the caller for what that means.\nint read(FILE *f) {\n    /* The buffer is long enough for most lines.\n       Longer ones are cut. */\n    char line[512];\n    return fgets(line, sizeof line, f) != NULL;\n}\n",
    ),
    (
        "code with paths",
        &[Source],
        "import a from './src/a.js';\nimport b from './src/b.js';\nimport c from './src/deep/c.js';\n\nexport const all = [a, b, c];\n",
    ),
    (
        "constants",
        &[Source],
        "import os\n\nDEBUG = False\nPORT = 8080\nHOST = \"localhost\"\nNAMES = [\"a\", \"b\"]\n\ndef url():\n    return f\"http://{HOST}:{PORT}\"\n",
    ),
    (
        "tests in code",
        &[Source],
        "describe('reader', () => {\n  it('reads', () => {\n    expect(read('a')).toBe(1);\n  });\n  it('fails', () => {\n    expect(() => read('')).toThrow();\n  });\n});\n",
    ),
    (
        "a diff of a log",
        &[Diff],
        "diff --git a/app.log b/app.log\n--- a/app.log\n+++ b/app.log\n@@ -1,3 +1,3 @@\n 2024-05-06T10:00:01Z INFO started\n-2024-05-06T10:00:02Z WARN slow\n+2024-05-06T10:00:02Z ERROR gave up\n 2024-05-06T10:00:03Z INFO stopped\n",
    ),
    (
        "a diff of markdown",
        &[Diff],
        "--- a/README.md\n+++ b/README.md\n@@ -1,5 +1,5 @@\n # Thing\n \n-- one\n+- first\n - two\n \n",
    ),
    (
        "a diff of yaml",
        &[Diff],
        "@@ -1,4 +1,4 @@\n services:\n   web:\n-    image: nginx:1.24\n+    image: nginx:1.25\n     ports:\n",
    ),
    (
        "json in a log",
        &[Log],
        "2024-05-06T10:00:01Z INFO got {\"id\": 1, \"name\": \"a\"}\n2024-05-06T10:00:02Z INFO got {\"id\": 2, \"name\": \"b\"}\n2024-05-06T10:00:03Z WARN got {\"id\": 3}\n",
    ),
    (
        "a log that holds paths",
        &[Log],
        "2024-05-06T10:00:01Z src/a.rs:12: started\n2024-05-06T10:00:02Z src/b.rs:40: slow\n2024-05-06T10:00:03Z src/a.rs:13: stopped\n",
    ),
    (
        "a log with commas",
        &[Log],
        "2024-05-06 10:00:01,web1,INFO,started\n2024-05-06 10:00:02,web1,WARN,slow\n2024-05-06 10:00:03,web2,INFO,stopped\n",
    ),
    (
        "found log lines",
        &[Search],
        "logs/app.log:12:2024-05-06T10:00:01Z ERROR gave up\nlogs/app.log:40:2024-05-06T10:00:02Z ERROR gave up\nlogs/web.log:3:2024-05-06T10:00:03Z ERROR gave up\n",
    ),
    (
        "found markdown",
        &[Search],
        "README.md:1:# Thing\nREADME.md:5:- one\ndocs/guide.md:3:## Guide\ndocs/guide.md:9:- two\n",
    ),
    (
        "found settings",
        &[Search],
        "config/a.yml:3:  name: web\nconfig/a.yml:9:  port: 80\nconfig/b.yml:2:  name: db\n",
    ),
    ("brackets that are not json", &[Text, Prose], "[see above]\n[and below]\n{not this}\n"),
    ("json that is not closed", &[Text], "{\"a\": [1, 2"),
    ("json that is closed twice", &[Text], "[1, 2]]"),
    ("json that is deeper than is read", &[Text], DEEP),
    ("a number", &[Text], "12"),
    (
        "headers",
        &[Text, Yaml, Log],
        "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 12\nDate: Mon, 06 May 2024 10:00:01 GMT\n",
    ),
    (
        "questions and answers",
        &[Text, Prose, Yaml],
        "Name: Ada\nPlace: London\nTrade: a writer of programs\n",
    ),
    ("lines of numbers", &[Text, Csv], "1 2 3\n4 5 6\n7 8 9\n"),
    (
        "shell with assignments",
        &[Source, Ini],
        "A=1\nB=2\nif [ \"$A\" = 1 ]; then\n  echo \"$B\"\nfi\nfor x in a b; do\n  echo \"$x\"\ndone\n",
    ),
    ("one path", &[Text, Listing], "src/a.rs"),
    ("json of one line among lines", &[JsonLines, Json], "{\"a\":1}\n\n{\"b\":2}\n"),
    ("quoted settings", &[Toml, Ini], "[a]\nb = \"c\"\nd = 'e'\n"),
];
