//! Programs, a few lines of each language.

use headroom_detect::Language::{
    self, C, CSharp, Cpp, Css, Go, Java, JavaScript, Kotlin, Php, Python, Ruby, Rust, Shell, Sql, Swift,
    TypeScript,
};

pub(crate) const SAMPLES: &[(Language, &str)] = &[
    (
        Rust,
        "use std::fmt;\n\n/// Counts.\npub struct Counter {\n    count: usize,\n}\n\nimpl Counter {\n    pub fn next(&mut self) -> usize {\n        self.count += 1;\n        self.count\n    }\n}\n",
    ),
    (
        Python,
        "import os\nfrom typing import Any\n\nclass Reader:\n    \"\"\"Reads lines.\n\n    It closes the file, too.\n    \"\"\"\n\n    def __init__(self, path: str) -> None:\n        self.path = path\n\n    def read(self):\n        with open(self.path) as f:\n            return [line.strip() for line in f]\n",
    ),
    (
        JavaScript,
        "'use strict';\n\nconst fs = require('fs');\n\nfunction read(path) {\n  return fs.readFileSync(path, 'utf8').split('\\n');\n}\n\nmodule.exports = { read };\n",
    ),
    (
        TypeScript,
        "import { readFile } from 'node:fs/promises';\n\nexport interface Line {\n  readonly text: string;\n  number: number;\n}\n\nexport async function read(path: string): Promise<Line[]> {\n  const text = await readFile(path, 'utf8');\n  return text.split('\\n').map((text, index) => ({ text, number: index + 1 }));\n}\n",
    ),
    (
        Go,
        "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n)\n\nfunc main() {\n\tf, err := os.Open(\"a.txt\")\n\tif err != nil {\n\t\tfmt.Println(err)\n\t\treturn\n\t}\n\tdefer f.Close()\n}\n",
    ),
    (
        Java,
        "package com.example;\n\nimport java.util.List;\n\npublic class Reader {\n    private final List<String> lines;\n\n    public Reader(List<String> lines) {\n        this.lines = lines;\n    }\n\n    @Override\n    public String toString() {\n        return String.join(\",\", lines);\n    }\n}\n",
    ),
    (
        C,
        "#include <stdio.h>\n#include <stdlib.h>\n\n/* Reads a number. */\nstatic int read_number(const char *text, int *out) {\n    if (text == NULL)\n        return -1;\n    *out = atoi(text);\n    return 0;\n}\n\nint main(void) {\n    printf(\"%d\\n\", 1);\n    return 0;\n}\n",
    ),
    (
        Cpp,
        "#include <vector>\n#include <string>\n\nnamespace thing {\n\ntemplate <typename T>\nclass Reader {\n public:\n  explicit Reader(std::string path) : path_(std::move(path)) {}\n  std::vector<T> read() const;\n\n private:\n  std::string path_;\n};\n\n}  // namespace thing\n",
    ),
    (
        CSharp,
        "using System;\nusing System.Collections.Generic;\n\nnamespace Thing\n{\n    public class Reader\n    {\n        public string Path { get; set; }\n\n        public void Read()\n        {\n            Console.WriteLine(Path);\n        }\n    }\n}\n",
    ),
    (
        Ruby,
        "require 'json'\n\nmodule Thing\n  class Reader\n    attr_reader :path\n\n    def initialize(path)\n      @path = path\n    end\n\n    def each\n      File.open(path).each_line do |line|\n        yield line.chomp\n      end\n    end\n  end\nend\n",
    ),
    (
        Php,
        "<?php\n\nnamespace Thing;\n\nclass Reader\n{\n    private $path;\n\n    public function __construct(string $path)\n    {\n        $this->path = $path;\n    }\n}\n",
    ),
    (
        Shell,
        "#!/bin/sh\nset -eu\n\nfor file in \"$@\"; do\n  if [ -f \"$file\" ]; then\n    echo \"reading $file\"\n    wc -l \"$file\"\n  fi\ndone\n",
    ),
    (
        Sql,
        "CREATE TABLE users (\n    id INTEGER PRIMARY KEY,\n    name VARCHAR(80) NOT NULL\n);\n\nSELECT u.name, count(*)\nFROM users u\nLEFT JOIN orders o ON o.user_id = u.id\nWHERE u.id > 3\nGROUP BY u.name;\n",
    ),
    (
        Css,
        ".card {\n  display: flex;\n  margin: 0 auto;\n  color: #333;\n}\n\n.card > h1 {\n  font-size: 14px;\n}\n\n@media (max-width: 600px) {\n  .card { display: block; }\n}\n",
    ),
    (
        Swift,
        "import Foundation\n\nstruct Reader {\n    let path: String\n\n    func read() -> [String]? {\n        guard let text = try? String(contentsOfFile: path) else { return nil }\n        return text.split(separator: \"\\n\").map(String.init)\n    }\n}\n",
    ),
    (
        Kotlin,
        "package com.example\n\nimport java.io.File\n\ndata class Line(val number: Int, val text: String)\n\nfun read(path: String): List<Line> {\n    val lines = File(path).readLines()\n    return lines.mapIndexed { index, text -> Line(index + 1, text) }\n}\n",
    ),
];
