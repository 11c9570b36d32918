//! What languages are known by.

use super::Language::{self, C, Cpp, CSharp, Css, Go, Java, JavaScript, Kotlin, Php, Python, Ruby, Rust, Shell, Sql, Swift, TypeScript};

/// Statements that hardly begin a sentence.
pub(super) const FIRM: &[&str] = &[
    "fn ", "pub ", "impl ", "impl<", "struct ", "enum ", "trait ", "mod ", "use ", "let ", "let mut ", "match ", "unsafe ", "def ", "class ", "async ", "await ", "elif ", "except ", "except:", "try:", "else:", "finally:", "raise ", "lambda ", "import ", "from ", "export ", "const ", "var ", "function ", "function(", "interface ", "type ",
    "namespace ", "func ", "package ", "defer ", "go func", "chan ", "public ", "private ", "protected ", "static ", "final ", "abstract ", "override ", "@Override", "void ", "int ", "char ", "long ", "unsigned ", "double ", "float ", "bool ", "size_t ", "typedef ", "template<", "template <", "using ", "extern ", "inline ", "#include", "module ", "require ",
    "require_relative ", "attr_", "puts ", "elsif ", "unless ", "<?php", "echo ", "$", "SELECT ", "INSERT INTO ", "CREATE ", "ALTER TABLE ", "UPDATE ", "DELETE FROM ", "DROP ", "FROM ", "WHERE ", "LEFT JOIN ", "INNER JOIN ", "JOIN ", "GROUP BY ", "ORDER BY ", "guard ", "extension ", "protocol ", "val ", "fun ", "data class ", "object ", "suspend ", "switch (", "return;", "@media ",
];
/// Statements whose first word sentences begin with, too.
pub(super) const SOFT: &[&str] = &[
    "if ", "if(", "for ", "for(", "while ", "while(", "return ", "else ", "do ", "do {", "with ", "case ", "default:", "throw ", "try ", "catch ", "new ", "yield ", "assert ", "in ", "local ", "set ",
];

/// Lines that are a statement by one word.
pub(super) const WORDS: &[&str] = &["fi", "done", "esac", "then", "pass", "end", "else", "return", "break", "continue", "do"];

type Marks = (&'static str, &'static [Language], usize);

/// What lines begin with, the languages that have them so, and what that is worth.
pub(super) const BEGINS: &[Marks] = &[
    ("fn ", &[Rust], 4), ("pub fn ", &[Rust], 6), ("pub struct ", &[Rust], 6), ("pub enum ", &[Rust], 6), ("impl", &[Rust], 4), ("use ", &[Rust, Php], 2), ("let mut ", &[Rust], 6), ("#[", &[Rust], 4), ("mod ", &[Rust], 4), ("pub(", &[Rust], 6), ("match ", &[Rust], 2), ("let ", &[Rust, JavaScript, TypeScript, Swift], 1),
    ("def ", &[Python, Ruby], 3), ("from ", &[Python], 3), ("import ", &[Python, JavaScript, TypeScript, Java, Kotlin, Swift, Go], 1), ("class ", &[Python, Java, Cpp, TypeScript, JavaScript, Ruby, Php, CSharp, Kotlin, Swift], 1), ("elif ", &[Python], 4), ("elif ", &[Shell], 1), ("except", &[Python], 4), ("\"\"\"", &[Python], 3), ("@", &[Python, Java, Kotlin], 1),
    ("with ", &[Python], 1), ("raise ", &[Python, Ruby], 1), ("async def ", &[Python], 6), ("if __name__", &[Python], 9), ("for ", &[Python, Go, Swift, Rust], 1), ("try:", &[Python], 4), ("else:", &[Python], 4),
    ("const ", &[JavaScript, TypeScript], 2), ("const ", &[C, Cpp, Go, Rust], 1), ("export ", &[JavaScript, TypeScript], 2), ("export default ", &[JavaScript, TypeScript], 3), ("function ", &[JavaScript, TypeScript, Php], 2), ("var ", &[JavaScript, TypeScript, Go, Swift, Kotlin, CSharp], 1), ("'use strict'", &[JavaScript], 6), ("\"use strict\"", &[JavaScript], 6), ("module.exports", &[JavaScript], 8),
    ("exports.", &[JavaScript], 5), ("interface ", &[TypeScript, Java, CSharp, Go], 2), ("type ", &[TypeScript, Go], 2), ("import type ", &[TypeScript], 8), ("export type ", &[TypeScript], 8), ("export interface ", &[TypeScript], 8), ("declare ", &[TypeScript], 4), ("readonly ", &[TypeScript], 3), ("package ", &[Go, Java, Kotlin], 3), ("func ", &[Go, Swift], 3), ("func (", &[Go], 6), ("defer ", &[Go], 4),
    ("public class ", &[Java, CSharp], 3), ("public ", &[Java, CSharp, Cpp], 2), ("private ", &[Java, CSharp], 2), ("protected ", &[Java, CSharp], 2), ("import java", &[Java, Kotlin], 4), ("@Override", &[Java], 6), ("#include ", &[C, Cpp], 4), ("#include <c", &[Cpp], 1), ("#define ", &[C, Cpp], 2), ("#if", &[C, Cpp], 2), ("typedef ", &[C, Cpp], 3), ("struct ", &[C, Cpp, Go, Rust, Swift], 2),
    ("static ", &[C, Cpp, Java], 2), ("template", &[Cpp], 8), ("namespace ", &[Cpp, CSharp, Php], 3), ("using namespace ", &[Cpp], 8), ("using ", &[CSharp, Cpp], 3), ("using System", &[CSharp], 8), ("void ", &[C, Cpp], 2), ("int ", &[C, Cpp], 2), ("require '", &[Ruby], 6), ("module ", &[Ruby], 4), ("end", &[Ruby], 2), ("puts ", &[Ruby], 4), ("attr_", &[Ruby], 8), ("<?php", &[Php], 20),
    ("$", &[Php], 3), ("#!/", &[Shell], 6), ("fi", &[Shell], 4), ("done", &[Shell], 4), ("echo ", &[Shell], 3), ("set -e", &[Shell], 8), ("if [", &[Shell], 6), ("export ", &[Shell], 1), ("fun ", &[Kotlin], 6), ("data class ", &[Kotlin], 8), ("val ", &[Kotlin], 4), ("import Foundation", &[Swift], 8), ("import UIKit", &[Swift], 8), ("import SwiftUI", &[Swift], 8), ("guard ", &[Swift], 6), ("extension ", &[Swift], 4), ("protocol ", &[Swift], 4),
    ("SELECT ", &[Sql], 8), ("INSERT INTO ", &[Sql], 8), ("CREATE ", &[Sql], 8), ("UPDATE ", &[Sql], 6), ("DELETE FROM ", &[Sql], 8), ("ALTER TABLE ", &[Sql], 8), ("DROP ", &[Sql], 6), ("FROM ", &[Sql], 4), ("WHERE ", &[Sql], 4), ("ORDER BY ", &[Sql], 4), ("GROUP BY ", &[Sql], 4), ("LEFT JOIN ", &[Sql], 4), ("JOIN ", &[Sql], 4), ("select ", &[Sql], 4), ("create table ", &[Sql], 8),
    ("@media ", &[Css], 8), ("@import url", &[Css], 8), ("color: ", &[Css], 6), ("margin", &[Css], 4), ("padding", &[Css], 4), ("display: ", &[Css], 6), ("font-", &[Css], 4), ("background", &[Css], 4), ("border", &[Css], 4), ("--", &[Css], 1), ("width: ", &[Css], 2), ("position: ", &[Css], 3),
];
/// What lines have in them.
pub(super) const CONTAINS: &[Marks] = &[
    (" -> ", &[Rust, Python, Swift], 1), ("::", &[Rust, Cpp], 1), ("&mut ", &[Rust], 4), ("&self", &[Rust], 4), ("&str", &[Rust], 4), ("println!(", &[Rust], 6), (".unwrap()", &[Rust], 4), ("self.", &[Python, Rust, Ruby, Swift], 1), ("self)", &[Python], 3), ("):", &[Python], 1), (" is not None", &[Python], 4), (" not in ", &[Python], 2), ("__", &[Python], 1),
    (" => ", &[JavaScript, TypeScript], 2), ("===", &[JavaScript, TypeScript], 2), ("require('", &[JavaScript], 4), ("require(\"", &[JavaScript], 4), ("console.", &[JavaScript, TypeScript], 2), ("this.", &[JavaScript, TypeScript, Java], 1), ("function(", &[JavaScript], 1), (" from '", &[JavaScript, TypeScript], 2), (" from \"", &[JavaScript, TypeScript], 2), (": string", &[TypeScript], 6),
    (": number", &[TypeScript], 6), (": boolean", &[TypeScript], 6), (": void", &[TypeScript], 4), ("): ", &[TypeScript, Php], 2), (" as ", &[TypeScript], 1), ("<T>", &[TypeScript, Java], 2), (": any", &[TypeScript], 4), ("Promise<", &[TypeScript], 4), (" := ", &[Go], 5), ("err != nil", &[Go], 8), ("fmt.", &[Go], 4), ("[]byte", &[Go], 4), ("public static void main", &[Java], 9), ("System.out", &[Java], 6),
    ("final ", &[Java], 3), (" extends ", &[Java, JavaScript, TypeScript], 1), (" throws ", &[Java], 4), ("String ", &[Java], 2), (" new ", &[Java, JavaScript, TypeScript, CSharp], 1), ("->", &[C, Cpp, Php], 1), ("malloc(", &[C], 4), ("printf(", &[C], 2), (" *", &[C], 1), ("NULL", &[C], 2), ("std::", &[Cpp], 6), ("std::", &[Rust], 2), ("const auto", &[Cpp], 4), ("Console.Write", &[CSharp], 8), ("{ get;", &[CSharp], 8),
    (" do |", &[Ruby], 6), ("$this->", &[Php], 8), ("; then", &[Shell], 8), ("; do", &[Shell], 6), ("$(", &[Shell], 2), ("\"$", &[Shell], 3), (" ]]", &[Shell], 4), ("guard let ", &[Swift], 8), ("fun ", &[Kotlin], 6), ("val ", &[Kotlin], 4), (": Int", &[Kotlin, Swift], 2), ("px;", &[Css], 4), ("rem;", &[Css], 4), (" VARCHAR", &[Sql], 4), (" PRIMARY KEY", &[Sql], 6), (" NOT NULL", &[Sql], 4),
];
