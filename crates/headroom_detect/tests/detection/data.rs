//! Samples of data, settings and pages.

use headroom_core::Kind::{
    self, Blob, Csv, Html, Ini, Json, JsonLines, Markdown, NumberedFile, Prose, Table, Terminal, Text, Toml,
    Tsv, Xml, Yaml,
};

pub(crate) const SAMPLES: &[(&str, Kind, &str)] = &[
    ("nothing", Text, ""),
    ("blanks", Text, "\n \n\t\n"),
    ("a word", Text, "done"),
    ("json on a line", Json, r#"{"id": 7, "tags": ["a", "b"], "ok": true}"#),
    ("json indented", Json, "[\n  {\n    \"id\": 1,\n    \"name\": null\n  },\n  {\n    \"id\": 2\n  }\n]\n"),
    (
        "json cut off",
        Json,
        "{\n  \"items\": [\n    {\n      \"id\": 1,\n      \"name\": \"one\"\n    },\n    {\n      \"id\": 2,\n      \"name\": \"tw",
    ),
    ("json lines", JsonLines, "{\"t\":1,\"m\":\"a\"}\n{\"t\":2,\"m\":\"b\"}\n{\"t\":3,\"m\":\"c\"}\n"),
    (
        "rg --json",
        JsonLines,
        "{\"type\":\"begin\",\"data\":{\"path\":{\"text\":\"a.rs\"}}}\n{\"type\":\"match\",\"data\":{\"line_number\":3}}\n{\"type\":\"end\",\"data\":{}}\n",
    ),
    (
        "csv",
        Csv,
        "id,name,email\n1,Ada,ada@example.com\n2,Grace,grace@example.com\n3,Edsger,ewd@example.com\n",
    ),
    (
        "csv with quotes",
        Csv,
        "id,title,price\n7,\"Red, green and blue\",12.50\n8,\"She said \"\"no\"\"\",3.00\n9,\"Two\nlines\",4.10\n10,plain,9.99\n11,\"a,b\",1.00\n",
    ),
    (
        "csv with semicolons",
        Csv,
        "Datum;Konto;Betrag\n01.02.2024;4711;12,50\n02.02.2024;4712;-3,00\n03.02.2024;4713;7,25\n",
    ),
    (
        "tsv",
        Tsv,
        "gene\tchrom\tstart\tend\nBRCA2\t13\t32315086\t32400268\nTP53\t17\t7661779\t7687550\nEGFR\t7\t55019017\t55211628\n",
    ),
    (
        "yaml of a service",
        Yaml,
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  labels:\n    app: web\nspec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n      - name: web\n        image: nginx:1.25\n        ports:\n        - containerPort: 80\n",
    ),
    (
        "yaml of a pipeline",
        Yaml,
        "name: ci\non:\n  push:\n    branches: [main]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          npm ci\n          npm test\n",
    ),
    (
        "yaml of a composition",
        Yaml,
        "# what runs where\nservices:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: secret\n    volumes:\n      - data:/var/lib/postgresql/data\nvolumes:\n  data: {}\n",
    ),
    (
        "toml of a package",
        Toml,
        "[package]\nname = \"thing\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\nmemchr = \"2\"\n",
    ),
    (
        "toml of a project",
        Toml,
        "[build-system]\nrequires = [\"setuptools>=61\"]\n\n[project]\nname = \"thing\"\ndependencies = [\n  \"requests>=2\",\n  \"click\",\n]\n\n[[tool.mypy.overrides]]\nignore_missing_imports = true\n",
    ),
    (
        "a lock file",
        Toml,
        "[[package]]\nname = \"autocfg\"\nversion = \"1.1.0\"\nchecksum = \"d468802bab17cbc0cc575e9b053f41e72aa36bfa6b7f55e3529ffa43161b97fa\"\n\n[[package]]\nname = \"bitflags\"\nversion = \"2.4.0\"\n",
    ),
    (
        "ini",
        Ini,
        "; who may come in\n[server]\nhost=0.0.0.0\nport=8080\nlog level = warn all\n\n[client]\nretries=3\nproxy=http://proxy.local:3128\n",
    ),
    (
        "a unit",
        Ini,
        "[Unit]\nDescription=Serves the thing\nAfter=network.target\n\n[Service]\nExecStart=/usr/bin/thing --serve\nRestart=on-failure\n\n[Install]\nWantedBy=multi-user.target\n",
    ),
    (
        ".env",
        Ini,
        "# local only\nDATABASE_URL=postgres://me:pw@localhost:5432/db\nAPI_KEY=abc123\nexport DEBUG=1\nPORT=3000\n",
    ),
    ("env", Ini, "HOME=/root\nLANG=C.UTF-8\nPATH=/usr/local/bin:/usr/bin:/bin\nPWD=/srv\nSHLVL=1\n"),
    (
        "properties",
        Ini,
        "server.port=8080\nspring.datasource.url=jdbc:h2:mem:test\nspring.jpa.show-sql=true\nlogging.level.root=info\n",
    ),
    (
        "a page",
        Html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n  <title>Hello</title>\n  <style>\n    body { margin: 0; }\n  </style>\n</head>\n<body>\n  <h1>Hello</h1>\n  <script>\n    console.log(1);\n  </script>\n</body>\n</html>\n",
    ),
    (
        "a part of a page",
        Html,
        "<div class=\"card\">\n  <h2>Title</h2>\n  <p>Some text, with <a href=\"/x\">a link</a>.</p>\n  <ul>\n    <li>one</li>\n    <li>two</li>\n  </ul>\n</div>\n",
    ),
    (
        "a page on a line",
        Html,
        "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr></body></html>",
    ),
    (
        "xml",
        Xml,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<project xmlns=\"http://maven.apache.org/POM/4.0.0\">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>com.example</groupId>\n  <dependencies>\n    <dependency>\n      <artifactId>junit</artifactId>\n    </dependency>\n  </dependencies>\n</project>\n",
    ),
    (
        "xml without a declaration",
        Xml,
        "<testsuite name=\"a\" tests=\"2\">\n  <testcase classname=\"a.B\" name=\"reads\" time=\"0.01\"/>\n  <testcase classname=\"a.B\" name=\"writes\" time=\"0.02\"/>\n</testsuite>\n",
    ),
    (
        "markdown",
        Markdown,
        "# Thing\n\nIt does **one** thing, and [well](https://example.com).\n\n## Use\n\n```sh\nnpm install thing\ncat a.log | grep ERROR\n```\n\n- first, install it\n- then run `thing --help`\n\n## Licence\n\nMIT\n",
    ),
    (
        "markdown with a table",
        Markdown,
        "## Options\n\n| option | default | what for |\n|---|---|---|\n| `policy` | `agent` | what may go |\n| `exact` | `false` | leave nothing out |\n\nSee the [guide](./guide.md) for more.\n",
    ),
    (
        "a change log",
        Markdown,
        "# Changelog\n\n## 1.2.0 - 2024-05-01\n\n### Added\n\n- a way to read what was written\n- **breaking:** the name of the option\n\n## 1.1.0 - 2024-03-01\n\n### Fixed\n\n- the crash on empty input (#12)\n",
    ),
    (
        "a task list",
        Markdown,
        "### Plan\n\n- [x] read the code\n- [ ] write the test\n- [ ] fix `detect`\n\n> Nothing is done until it is tested.\n",
    ),
    (
        "base64",
        Blob,
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA\nAABJRU5ErkJggk9hZ3Rhc2RmZ2hqa2xxd2VydHl1aW9wMTIzNDU2Nzg5MFFXRVJUWVVJT1BBU0RG\nR0hKS0xaWENWQk5Nbm0sLi8xMjM0NTY3ODkwLT1xd2VydHl1aW9wW11hc2RmZ2hqa2w7J3p4Y3Zi\nbm0sLi8=\n",
    ),
    (
        "a certificate",
        Blob,
        "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\nRTESMBAGA1UEChMJQmFsdGltb3JlMRMwEQYDVQQLEwpDeWJlclRydXN0MSIwIAYD\nVQQDExlCYWx0aW1vcmUgQ3liZXJUcnVzdCBSb290MB4XDTAwMDUxMjE4NDYwMFoX\n-----END CERTIFICATE-----\n",
    ),
    (
        "xxd",
        Blob,
        "00000000: 7f45 4c46 0201 0100 0000 0000 0000 0000  .ELF............\n00000010: 0300 3e00 0100 0000 8049 0000 0000 0000  ..>......I......\n00000020: 4000 0000 0000 0000 d83b 0000 0000 0000  @........;......\n",
    ),
    (
        "hexdump -C",
        Blob,
        "00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 21 0a 00 01  |Hello, world!...|\n00000010  02 03 04 05 06 07 08 09  0a 0b 0c 0d 0e 0f 10 11  |................|\n00000020\n",
    ),
    (
        "hexadecimal",
        Blob,
        "4d5a90000300000004000000ffff0000b800000000000000400000000000\n0000000000000000000000000000000000000000000000000000000080aa\n0e1fba0e00b409cd21b8014ccd21546869732070726f6772616d2063616e\n",
    ),
    (
        "bytes",
        Blob,
        "\u{1}\u{2}\u{fffd}\u{fffd}PK\u{3}\u{4}\u{14}\0\0\0\u{8}\0\u{fffd}a\u{fffd}\n\u{fffd}\u{fffd}\0\0b\u{1}\u{fffd}\u{2}\n\u{fffd}\u{5}\u{6}\0\0\0\0\u{1}\0\n",
    ),
    (
        "df",
        Table,
        "Filesystem     1K-blocks     Used Available Use% Mounted on\n/dev/sda1       98831908 45671232  48098096  49% /\ntmpfs            8174564        0   8174564   0% /dev/shm\n/dev/sdb1      960302824 12345678 899103142   2% /data\n",
    ),
    (
        "ps",
        Table,
        "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\nroot         1  0.0  0.1 168140 11300 ?        Ss   Nov20   0:04 /sbin/init\nroot         2  0.0  0.0      0     0 ?        S    Nov20   0:00 [kthreadd]\nwww-data  4711  1.2  0.8 331200 67104 ?        Sl   10:02   1:15 nginx: worker\n",
    ),
    (
        "docker ps",
        Table,
        "CONTAINER ID   IMAGE          COMMAND                  CREATED       STATUS       PORTS                    NAMES\n0f3c2a9b8d7e   nginx:1.25     \"/docker-entrypoint.…\"   2 hours ago   Up 2 hours   0.0.0.0:8080->80/tcp     web\n9a8b7c6d5e4f   postgres:16    \"docker-entrypoint.s…\"   3 days ago    Up 3 days    5432/tcp                 db\n",
    ),
    (
        "kubectl get",
        Table,
        "NAME                     READY   STATUS             RESTARTS   AGE\nweb-6d4cf56db6-2xkqp     1/1     Running            0          3d\nweb-6d4cf56db6-9qwer     1/1     Running            0          3d\nworker-5c9f7d8b4-abcde   0/1     CrashLoopBackOff   17         1h\n",
    ),
    (
        "psql",
        Table,
        " id |  name  |   state\n----+--------+-----------\n  1 | Ada    | active\n  2 | Grace  | archived\n(2 rows)\n",
    ),
    (
        "psql, ids that count up",
        Table,
        " id |  name\n----+--------\n  1 | Ada\n  2 | Grace\n  3 | Edsger\n  4 | Barbara\n  5 | Donald\n(5 rows)\n",
    ),
    (
        "psql, ids that count up in several columns",
        Table,
        " id |  name   | year\n----+---------+------\n  8 | Ada     | 1815\n  9 | Grace   |\n 10 | Edsger  | 1930\n 11 | Barbara | 1939\n",
    ),
    (
        "mysql",
        Table,
        "+----+-------+--------+\n| id | name  | state  |\n+----+-------+--------+\n|  1 | Ada   | active |\n|  2 | Grace | gone   |\n+----+-------+--------+\n",
    ),
    (
        "a box",
        Table,
        "┌────┬───────┐\n│ id │ name  │\n├────┼───────┤\n│ 1  │ Ada   │\n│ 2  │ Grace │\n└────┴───────┘\n",
    ),
    (
        "a numbered file",
        NumberedFile,
        "     1→use std::fmt;\n     2→\n     3→fn main() {\n     4→    let x = 1;\n     5→}\n",
    ),
    ("cat -n", NumberedFile, "     1\tfirst line\n     2\tsecond line\n     3\t\n     4\tfourth line\n"),
    ("colours", Terminal, "\u{1b}[32mready\u{1b}[0m\n\u{1b}[31mnot ready\u{1b}[0m\n"),
    ("frames", Terminal, "10%\r20%\r30%\r100%\nok\n"),
    (
        "a paragraph in one line",
        Prose,
        "The station was built by the river a long time ago, and people came to look at it. It had a roof and some walls, as such places usually do. Nobody remembers who had the idea, and it does not matter much today.",
    ),
    (
        "english",
        Prose,
        "The engine reads each line once. What it cannot tell it leaves alone, because a wrong name\nis worse than none: a compressor that is given the wrong kind of text finds nothing in it.\n\nThat is why the confidence is part of the answer.\n",
    ),
    (
        "german",
        Prose,
        "Die Maschine liest jede Zeile genau einmal. Was sie nicht sicher erkennt, lässt sie in Ruhe,\ndenn ein falscher Name ist schlimmer als keiner. Darum gehört die Sicherheit zur Antwort.\n",
    ),
    (
        "french",
        Prose,
        "La machine lit chaque ligne une seule fois. Ce qu'elle ne reconnaît pas, elle le laisse tel quel ;\nun mauvais nom est pire que pas de nom du tout. C'est pourquoi la réponse dit sa confiance.\n",
    ),
    (
        "russian",
        Prose,
        "Машина читает каждую строку один раз. Что она не узнаёт, то оставляет как есть,\nпотому что неверное имя хуже, чем никакого. Поэтому уверенность входит в ответ.\n",
    ),
    (
        "japanese",
        Prose,
        "この機械は各行を一度だけ読みます。分からないものはそのままにしておきます。\n間違った名前は、名前がないよりも悪いからです。だから確信度も答えの一部です。\n",
    ),
];
