//! Samples of the output of tools.

use headroom_core::Kind::{self, BuildOutput, Diff, Listing, Log, Search, StackTrace, TestOutput};

pub(crate) const SAMPLES: &[(&str, Kind, &str)] = &[
    (
        "pytest",
        TestOutput,
        "============================= test session starts ==============================\nplatform linux -- Python 3.11.4, pytest-7.4.0, pluggy-1.2.0\nrootdir: /srv/app\ncollected 3 items\n\ntests/test_a.py ..F                                                      [100%]\n\n=================================== FAILURES ===================================\n____________________________________ test_c ____________________________________\n\n    def test_c():\n>       assert f(2) == 5\nE       assert 4 == 5\n\ntests/test_a.py:9: AssertionError\n=========================== short test summary info ============================\nFAILED tests/test_a.py::test_c - assert 4 == 5\n========================= 1 failed, 2 passed in 0.03s ==========================\n",
    ),
    (
        "unittest",
        TestOutput,
        "test_reads (a.tests.ReadTests) ... ok\ntest_writes (a.tests.WriteTests) ... FAIL\n\n======================================================================\nFAIL: test_writes (a.tests.WriteTests)\n----------------------------------------------------------------------\nTraceback (most recent call last):\n  File \"/srv/a/tests.py\", line 12, in test_writes\n    self.assertEqual(1, 2)\nAssertionError: 1 != 2\n\n----------------------------------------------------------------------\nRan 2 tests in 0.004s\n\nFAILED (failures=1)\n",
    ),
    (
        "cargo test",
        TestOutput,
        "running 3 tests\ntest lines::tests::counts ... ok\ntest lines::tests::joins ... FAILED\ntest plan::tests::is_empty ... ignored\n\nfailures:\n\n---- lines::tests::joins stdout ----\nthread 'lines::tests::joins' panicked at src/lines.rs:40:9:\nassertion `left == right` failed\n\ntest result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n",
    ),
    (
        "jest",
        TestOutput,
        "PASS src/sum.test.ts\nFAIL src/total.test.ts\n  ● total › adds\n\n    expect(received).toBe(expected)\n\n    Expected: 3\n    Received: 4\n\nTest Suites: 1 failed, 1 passed, 2 total\nTests:       1 failed, 4 passed, 5 total\nSnapshots:   0 total\nTime:        1.2 s\n",
    ),
    (
        "vitest",
        TestOutput,
        " RUN  v1.6.0 /srv/app\n\n ✓ test/a.test.ts (3 tests) 4ms\n ✓ test/b.test.ts (12 tests) 21ms\n ❯ test/c.test.ts (2 tests | 1 failed) 7ms\n   × adds what is left 3ms\n\n Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 16 passed (17)\n",
    ),
    (
        "go test",
        TestOutput,
        "=== RUN   TestReads\n--- PASS: TestReads (0.00s)\n=== RUN   TestWrites\n    a_test.go:12: got 3, want 4\n--- FAIL: TestWrites (0.01s)\nFAIL\nFAIL\texample.com/a\t0.012s\nok  \texample.com/b\t0.004s\n",
    ),
    (
        "mocha",
        TestOutput,
        "  reader\n    ✓ reads a line (3ms)\n    ✓ reads nothing\n    1) reads a long line\n\n  2 passing (12ms)\n  1 failing\n",
    ),
    (
        "rspec",
        TestOutput,
        "Failures:\n\n  1) Reader reads a line\n     Failure/Error: expect(reader.read).to eq(2)\n\n       expected: 2\n            got: 1\n\nFinished in 0.01 seconds (files took 0.2 seconds to load)\n2 examples, 1 failure\n\nFailed examples:\n\nrspec ./spec/reader_spec.rb:7 # Reader reads a line\n",
    ),
    (
        "exunit",
        TestOutput,
        "Running ExUnit with seed: 4711, max_cases: 8\n\n............\nFinished in 0.3 seconds (0.1s async, 0.2s sync)\n12 tests, 0 failures\n",
    ),
    ("tap", TestOutput, "TAP version 13\nok 1 - reads\nnot ok 2 - writes\nok 3 - closes\n1..3\n"),
    (
        "a plan of changes",
        BuildOutput,
        "Terraform will perform the following actions:\n\n  # aws_sqs_queue.jobs will be updated in-place\n  ~ resource \"aws_sqs_queue\" \"jobs\" {\n        name  = \"jobs\"\n      ~ delay = 5 -> 30\n      + tags  = {\n          + \"team\" = \"core\"\n        }\n    }\n\nPlan: 0 to add, 1 to change, 0 to destroy.\n",
    ),
    (
        "cargo build",
        BuildOutput,
        "   Compiling memchr v2.7.4\n   Compiling thing v0.1.0 (/srv/thing)\nwarning: unused variable: `x`\n --> src/lib.rs:3:9\n  |\n3 |     let x = 1;\n  |         ^ help: if this is intentional, prefix it with an underscore: `_x`\n  |\n  = note: `#[warn(unused_variables)]` on by default\n\n    Finished `dev` profile [unoptimized + debuginfo] target(s) in 1.21s\n",
    ),
    (
        "rustc",
        BuildOutput,
        "error[E0308]: mismatched types\n  --> src/main.rs:4:18\n   |\n4  |     let x: u32 = \"a\";\n   |            ---   ^^^ expected `u32`, found `&str`\n   |            |\n   |            expected due to this\n\nerror: aborting due to 1 previous error\n",
    ),
    (
        "gcc",
        BuildOutput,
        "gcc -O2 -Wall -c main.c -o main.o\nmain.c: In function 'main':\nmain.c:5:3: warning: implicit declaration of function 'foo' [-Wimplicit-function-declaration]\n    5 |   foo();\n      |   ^~~\nmain.c:9:10: error: 'x' undeclared (first use in this function)\n",
    ),
    (
        "make",
        BuildOutput,
        "make[1]: Entering directory '/srv/src'\ncc -c -o a.o a.c\ncc -c -o b.o b.c\nar rcs liba.a a.o b.o\nmake[1]: Leaving directory '/srv/src'\nmake: *** [Makefile:12: all] Error 2\n",
    ),
    (
        "cmake",
        BuildOutput,
        "-- The C compiler identification is GNU 12.2.0\n-- Detecting C compiler ABI info - done\n-- Configuring done\n-- Generating done\n[ 25%] Building C object CMakeFiles/a.dir/a.c.o\n[ 50%] Building C object CMakeFiles/a.dir/b.c.o\n[100%] Linking C executable a\n",
    ),
    (
        "tsc",
        BuildOutput,
        "src/a.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.\nsrc/b.ts(12,1): error TS2304: Cannot find name 'foo'.\nsrc/b.ts(14,5): error TS2304: Cannot find name 'bar'.\n",
    ),
    (
        "tsc --pretty",
        BuildOutput,
        "src/a.ts:3:7 - error TS2322: Type 'string' is not assignable to type 'number'.\n\n3 const x: number = 'a';\n        ~\n\n\nFound 1 error in src/a.ts:3\n",
    ),
    (
        "eslint",
        BuildOutput,
        "/srv/app/src/a.ts\n   3:7   error    'x' is assigned a value but never used  no-unused-vars\n  12:1   warning  Unexpected console statement            no-console\n\n✖ 2 problems (1 error, 1 warning)\n",
    ),
    (
        "mypy",
        BuildOutput,
        "app/a.py:12: error: Incompatible return value type (got \"str\", expected \"int\")  [return-value]\napp/b.py:3: note: See https://mypy.readthedocs.io\napp/b.py:9: error: Name \"foo\" is not defined  [name-defined]\nFound 2 errors in 2 files (checked 10 source files)\n",
    ),
    (
        "flake8",
        BuildOutput,
        "app/a.py:1:1: F401 'os' imported but unused\napp/a.py:12:80: E501 line too long (88 > 79 characters)\napp/b.py:3:5: W0611 unused import\n",
    ),
    (
        "npm install",
        BuildOutput,
        "npm warn deprecated inflight@1.0.6: This module is not supported\nnpm warn deprecated glob@7.2.3: Glob versions prior to v9 are no longer supported\n\nadded 312 packages, and audited 313 packages in 9s\n\nfound 0 vulnerabilities\n",
    ),
    (
        "pip install",
        BuildOutput,
        "Collecting requests\n  Downloading requests-2.31.0-py3-none-any.whl (62 kB)\nRequirement already satisfied: idna<4 in ./venv/lib/python3.11/site-packages\nInstalling collected packages: requests\nSuccessfully installed requests-2.31.0\n",
    ),
    (
        "docker build",
        BuildOutput,
        "#1 [internal] load build definition from Dockerfile\n#1 DONE 0.0s\n#2 [1/3] FROM docker.io/library/node:20\n#2 CACHED\n#3 [2/3] COPY . .\n#3 DONE 0.2s\n",
    ),
    (
        "gradle",
        BuildOutput,
        "> Task :compileJava\n> Task :processResources UP-TO-DATE\n> Task :jar\n\nBUILD SUCCESSFUL in 3s\n3 actionable tasks: 2 executed, 1 up-to-date\n",
    ),
    (
        "grep -rn",
        Search,
        "src/a.rs:12:fn main() {\nsrc/a.rs:40:    main_loop();\nsrc/deep/b.rs:3:// main thing\nsrc/deep/b.rs:77:    let main = 1;\n",
    ),
    (
        "grep -rn -C1",
        Search,
        "src/a.rs-11-\nsrc/a.rs:12:fn main() {\nsrc/a.rs-13-    let x = 1;\n--\nsrc/b.rs-2-use x;\nsrc/b.rs:3:fn main2() {\nsrc/b.rs-4-}\n",
    ),
    (
        "grep -r",
        Search,
        "src/a.rs:fn main() {\nsrc/a.rs:    main_loop();\nsrc/b.rs:// main thing\nBinary file target/a.o matches\n",
    ),
    (
        "rg --heading",
        Search,
        "src/a.rs\n12:fn main() {\n40:    main_loop();\n\nsrc/b.rs\n3:// main thing\n77:    let main = 1;\n",
    ),
    (
        "grep -n -C1 in one file",
        Search,
        "11-\n12:fn main() {\n13-    let x = 1;\n--\n39-    x();\n40:    main_loop();\n41-}\n--\n76-{\n77:    main();\n",
    ),
    (
        "rg --column",
        Search,
        "src/a.rs:12:4:fn main() {\nsrc/a.rs:40:5:    main_loop();\nsrc/b.rs:3:4:// main thing\n",
    ),
    (
        "a search on windows",
        Search,
        "C:\\src\\a.cs:12:static void Main()\nC:\\src\\a.cs:40:    Main(null);\nC:\\src\\b.cs:3:// Main thing\n",
    ),
    (
        "git diff",
        Diff,
        "diff --git a/src/a.rs b/src/a.rs\nindex 83db48f..bf269f4 100644\n--- a/src/a.rs\n+++ b/src/a.rs\n@@ -1,4 +1,4 @@\n use std::fmt;\n \n-fn old() {}\n+fn new() {}\n // end\n",
    ),
    (
        "git show",
        Diff,
        "commit 9f2c1d7e8b3a4c5d6e7f8091a2b3c4d5e6f70812\nAuthor: Ada <ada@example.com>\nDate:   Mon May 6 10:00:00 2024 +0200\n\n    Rename what was old\n\n    It was not new.\n\ndiff --git a/a.txt b/b.txt\nsimilarity index 90%\nrename from a.txt\nrename to b.txt\nindex 1111111..2222222 100644\n--- a/a.txt\n+++ b/b.txt\n@@ -1 +1 @@\n-old\n+new\n",
    ),
    (
        "diff -u",
        Diff,
        "--- a.txt\t2024-05-01 10:00:00.000000000 +0200\n+++ b.txt\t2024-05-01 10:00:01.000000000 +0200\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n",
    ),
    (
        "a merge",
        Diff,
        "diff --cc a.txt\nindex 1111111,2222222..3333333\n--- a/a.txt\n+++ b/a.txt\n@@@ -1,2 -1,2 +1,3 @@@\n  one\n -two\n+ 2\n++both\n",
    ),
    (
        "git diff --stat",
        Diff,
        " src/a.rs | 12 ++++++------\n src/b.rs |  3 +++\n docs/pic.png | Bin 0 -> 1234 bytes\n 3 files changed, 9 insertions(+), 6 deletions(-)\n",
    ),
    (
        "git log",
        Log,
        "commit 9f2c1d7e8b3a4c5d6e7f8091a2b3c4d5e6f70812\nAuthor: Ada <ada@example.com>\nDate:   Mon May 6 10:00:00 2024 +0200\n\n    Read the lines once\n\ncommit 1111111111111111111111111111111111111111\nAuthor: Grace <grace@example.com>\nDate:   Sun May 5 09:00:00 2024 +0200\n\n    Count them, too\n",
    ),
    (
        "git log --oneline",
        Log,
        "9f2c1d7 Read the lines once\n1b2c3d4 Count them, too\n0a1b2c3 Merge branch 'main' into part\n",
    ),
    (
        "a log with a dotted date in brackets",
        Log,
        "[10.30 16:49:06] browser.exe - a.example.com:443 open through proxy b.example.com:5070\n[10.30 16:49:07] browser.exe - a.example.com:443 close, 403 bytes sent, 426 bytes received\n[10.30 16:49:09] browser.exe - c.example.com:443 open through proxy b.example.com:5070\n",
    ),
    (
        "a log with bars",
        Log,
        "20260303-20:00:07:376|Step_A|30002838|onChanged 2300\n20260303-20:00:14:46|Step_B|30005656|onChanged 7459\n20260303-20:00:21:307|Step_A|30005001|setTotal=22479##3372\n",
    ),
    (
        "a log behind its file's name",
        Log,
        "api.log.1.2026-05-16_13:53:08 2026-05-16 00:00:00.988 20536 INFO api.server [-] status: 200 len: 1893\napi.log.1.2026-05-16_13:53:08 2026-05-16 00:00:01.604 20536 INFO api.server [-] status: 200 len: 12\napi.log.1.2026-05-16_13:53:08 2026-05-16 00:00:02.147 20536 WARN api.server [-] status: 404 len: 9\n",
    ),
    (
        "a log of nodes",
        Log,
        "- 1117838570 2005.06.03 N02-C0 2005-06-03-15.42.50.363779 N02-C0 NODE KERNEL INFO cache line corrected\n- 1117838573 2005.06.03 N07-C1 2005-06-03-15.42.53.276129 N07-C1 NODE KERNEL INFO cache line corrected\nALERT 1117838976 2005.06.03 N02-C0 2005-06-03-15.49.36.156884 N02-C0 NODE KERNEL FATAL bus stopped\n",
    ),
    (
        "a log of numbered events",
        Log,
        "134681 node-246 unix.hw state.unavailable 1077804742 1 component is in the unavailable state (id=3180)\n134684 node-201 unix.hw state.available 1077804791 1 component is in the available state again (id=3181)\n134690 node-17 unix.hw state.unavailable 1077804850 1 component is in the unavailable state (id=3182)\n",
    ),
    (
        "syslog",
        Log,
        "May  6 10:00:01 web1 sshd[811]: Accepted publickey for ada from 10.0.0.7 port 50122 ssh2\nMay  6 10:00:01 web1 systemd[1]: Started Session 12 of user ada.\nMay  6 10:00:09 web1 CRON[901]: (root) CMD (run-parts /etc/cron.hourly)\n",
    ),
    (
        "nginx",
        Log,
        "10.0.0.7 - - [06/May/2024:10:00:01 +0200] \"GET /index.html HTTP/1.1\" 200 1043 \"-\" \"curl/8.0\"\n10.0.0.8 - ada [06/May/2024:10:00:02 +0200] \"POST /login HTTP/1.1\" 302 0 \"-\" \"Mozilla/5.0\"\n10.0.0.7 - - [06/May/2024:10:00:03 +0200] \"GET /x.css HTTP/1.1\" 404 12 \"-\" \"curl/8.0\"\n",
    ),
    (
        "logcat",
        Log,
        "05-06 10:00:01.123  1702  2395 D WindowManager: added window 7\n05-06 10:00:01.200  1702  1702 I ActivityManager: Start proc 4711\n05-06 10:00:01.300  4711  4711 W Binder: no such service\n",
    ),
    (
        "iso",
        Log,
        "2024-05-06T10:00:01.123Z INFO  [main] started on port 8080\n2024-05-06T10:00:02.456Z WARN  [pool-1] connection was closed\n2024-05-06T10:00:03.789Z ERROR [pool-1] gave up after 3 tries\n",
    ),
    (
        "log4j",
        Log,
        "2024-05-06 10:00:01,123 [main] INFO  com.example.App - Started\n2024-05-06 10:00:02,456 [main] DEBUG com.example.Db - select 1\n2024-05-06 10:00:03,789 [main] ERROR com.example.App - gave up\n",
    ),
    (
        "logfmt",
        Log,
        "time=\"2024-05-06T10:00:01Z\" level=info msg=\"started\" port=8080\ntime=\"2024-05-06T10:00:02Z\" level=warning msg=\"slow\" ms=812\n",
    ),
    (
        "klog",
        Log,
        "I0506 10:00:01.123456       1 main.go:42] starting\nW0506 10:00:02.123456       1 reflector.go:12] watch closed\nE0506 10:00:03.123456       1 leader.go:9] lost the lease\n",
    ),
    (
        "dmesg",
        Log,
        "[    0.000000] Linux version 6.1.0\n[    0.004000] Console: colour dummy device 80x25\n[    1.234567] EXT4-fs (sda1): mounted filesystem\n",
    ),
    (
        "compose logs",
        Log,
        "web_1  | listening on 8080\ndb_1   | database system is ready\nweb_1  | GET / 200\ndb_1   | checkpoint complete\n",
    ),
    (
        "ls -l",
        Listing,
        "total 24\ndrwxr-xr-x  2 root root 4096 May  6 10:00 src\n-rw-r--r--  1 root root  120 May  6 10:00 a.txt\nlrwxrwxrwx  1 root root    5 May  6 10:00 b -> a.txt\n",
    ),
    ("ls", Listing, "Cargo.lock\nCargo.toml\nREADME.md\nbuild.rs\nmain.rs\n"),
    (
        "ls in columns",
        Listing,
        "AUTHORS     LICENSE   setup.py\nCHANGELOG   Makefile  src/\nREADME.md   docs/     tests/\n",
    ),
    ("ls -R", Listing, "./src:\na.rs\nb.rs\n\n./src/deep:\nc.rs\nd.rs\n"),
    ("find", Listing, "./src/a.rs\n./src/b.rs\n./src/deep/c.rs\n./Makefile\n./docs/guide.md\n"),
    ("tree", Listing, ".\n├── src\n│   ├── a.rs\n│   └── b.rs\n└── README.md\n\n1 directory, 3 files\n"),
    (
        "git status",
        Listing,
        "On branch main\nYour branch is up to date with 'origin/main'.\n\nChanges not staged for commit:\n  (use \"git add <file>...\" to update what will be committed)\n\tmodified:   src/a.rs\n\tdeleted:    src/b.rs\n\nUntracked files:\n\tnew.rs\n",
    ),
    ("git status --short", Listing, " M src/a.rs\nA  src/b.rs\n?? new/\nR  old.rs -> src/c.rs\n"),
    ("du", Listing, "4.0K\t./src/a\n120K\t./target/debug\n1.2G\t./target\n"),
    (
        "sha256sum",
        Listing,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt\n9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  b.txt\n",
    ),
    (
        "a traceback",
        StackTrace,
        "Traceback (most recent call last):\n  File \"/srv/app.py\", line 12, in <module>\n    main()\n  File \"/srv/app.py\", line 8, in main\n    raise ValueError(\"no\")\nValueError: no\n",
    ),
    (
        "java",
        StackTrace,
        "Exception in thread \"main\" java.lang.IllegalStateException: closed\n\tat com.example.Db.read(Db.java:42)\n\tat com.example.App.main(App.java:7)\nCaused by: java.io.IOException: pipe\n\tat com.example.Db.open(Db.java:12)\n\t... 2 more\n",
    ),
    (
        "node",
        StackTrace,
        "TypeError: Cannot read properties of undefined (reading 'id')\n    at total (/srv/app/total.js:12:15)\n    at Object.<anonymous> (/srv/app/index.js:3:1)\n    at node:internal/main/run_main_module:28:49\n",
    ),
    (
        "rust",
        StackTrace,
        "thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds: the len is 3 but the index is 9\nstack backtrace:\n   0: rust_begin_unwind\n             at /rustc/abc/library/std/src/panicking.rs:645:5\n   1: core::panicking::panic_fmt\n             at /rustc/abc/library/core/src/panicking.rs:72:14\n   2: thing::main\n             at ./src/main.rs:4:5\n",
    ),
    (
        "go",
        StackTrace,
        "panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.read(0xc00001c0a8)\n\t/srv/main.go:12 +0x1d\nmain.main()\n\t/srv/main.go:7 +0x25\nexit status 2\n",
    ),
    (
        "ruby",
        StackTrace,
        "app.rb:12:in `read': undefined method `id' for nil (NoMethodError)\n\tfrom app.rb:7:in `each'\n\tfrom app.rb:3:in `<main>'\n",
    ),
    (
        "c#",
        StackTrace,
        "Unhandled exception. System.NullReferenceException: Object reference not set\n   at Thing.Db.Read(Int32 id) in /srv/Db.cs:line 42\n   at Thing.Program.Main(String[] args) in /srv/Program.cs:line 7\n",
    ),
    (
        "php",
        StackTrace,
        "PHP Fatal error:  Uncaught TypeError: no in /srv/a.php:3\nStack trace:\n#0 /srv/a.php(9): read(NULL)\n#1 /srv/index.php(3): main()\n#2 {main}\n  thrown in /srv/a.php on line 3\n",
    ),
];
