#!/usr/bin/env node
// Fits the weights of the cost function (crates/headroom_core/src/cost) to the o200k token counts of the development
// corpus and prints how far they are off, for o200k and for cl100k. With --write it replaces weights.rs. With --signs
// it only replaces signs.rs.
//   node scripts/calibrate-cost.mjs [--corpus DIR] [--write] [--signs]
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { countTokens as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';

const root = new URL('..', import.meta.url).pathname;
const argument = (name, fallback) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : fallback;
const corpus = argument('--corpus', join(root, '../shared/corpus/dev'));
const weightsFile = join(root, 'crates/headroom_core/src/cost/weights.rs');
const PIECE = 3000; // characters: long enough for an average, short enough for many samples
const PER_DOCUMENT = 150_000; // characters: no document may outweigh the rest
const FOLDS = 8; // whole documents are left out together, so that the error is that of unseen text
const RIDGE = 0.02;

/** Character classes: the same as in classes.rs, read from there so that they are written once. */
const classes = (() => {
  const source = readFileSync(join(root, 'crates/headroom_core/src/cost/classes.rs'), 'utf8');
  const groups = [...source.matchAll(/^ {4}\((\d+), b"((?:[^"\\]|\\.)*)"\),/gm)];
  const ranges = [...source.matchAll(/^ {4}\((\d+), (0x[0-9a-f]+)\.\.=(0x[0-9a-f]+)\),/gm)];
  const table = new Uint8Array(256);
  for (const [, id, from, to] of ranges) table.fill(Number(id), Number(from), Number(to) + 1);
  for (const [, id, bytes] of groups)
    for (const c of JSON.parse(`"${bytes.replace(/\\'/g, "'")}"`)) table[c.charCodeAt(0)] = Number(id);
  return table;
})();
const N = Math.max(...classes) + 1;

function* texts() {
  const lines = (file) =>
    existsSync(join(corpus, file))
      ? readFileSync(join(corpus, file), 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((l) => JSON.parse(l))
      : [];
  for (const c of lines('cases.jsonl')) yield [c.kind, c.name, c.content.slice(0, PER_DOCUMENT)];
  for (const s of lines('sessions.jsonl')) {
    for (const message of s.messages) {
      const blocks = typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content;
      for (const b of blocks) {
        const text =
          b.type === 'text'
            ? b.text
            : b.type === 'tool_result'
              ? typeof b.content === 'string'
                ? b.content
                : b.content.map((x) => x.text ?? '').join('\n')
              : JSON.stringify(b.input);
        yield ['session', s.name, text];
      }
    }
  }
  for (const [name, text] of Object.entries(OTHER_SCRIPTS)) yield ['other scripts', name, text];
}

// The corpus is mostly English: a paragraph each for scripts it lacks.
const OTHER_SCRIPTS = {
  german:
    'Die Verbindung wurde geschlossen, weil der Schlüssel für die Überprüfung fehlte. Bitte prüfen Sie die Größe der Datei und öffnen Sie sie erneut; möglicherweise wurde das Präfix geändert.',
  french:
    "Le fichier n'a pas été trouvé à l'emplacement indiqué. Vérifiez que le répertoire existe déjà, puis réessayez après avoir libéré de la mémoire ; l'opération précédente a échoué.",
  polish:
    'Nie można połączyć się z serwerem, ponieważ hasło wygasło. Spróbuj ponownie później albo zgłoś błąd administratorowi, żeby sprawdził dziennik zdarzeń.',
  russian:
    'Не удалось подключиться к серверу: истекло время ожидания. Проверьте настройки сети и повторите попытку позже; предыдущая операция была отменена пользователем.',
  greek:
    'Η σύνδεση απέτυχε επειδή έληξε το χρονικό όριο. Ελέγξτε τις ρυθμίσεις του δικτύου και δοκιμάστε ξανά αργότερα.',
  arabic: 'تعذر الاتصال بالخادم بسبب انتهاء المهلة. يرجى التحقق من إعدادات الشبكة ثم المحاولة مرة أخرى لاحقا.',
  hindi: 'सर्वर से कनेक्ट नहीं हो सका क्योंकि समय समाप्त हो गया। कृपया नेटवर्क सेटिंग जाँचें और बाद में पुनः प्रयास करें।',
  chinese:
    '无法连接到服务器，因为请求已超时。请检查网络设置，然后稍后重试；上一次操作已被用户取消，日志中可以找到更多信息。',
  japanese:
    'サーバーに接続できませんでした。タイムアウトが発生したため、ネットワークの設定を確認してから、もう一度お試しください。',
  korean: '요청 시간이 초과되어 서버에 연결할 수 없습니다. 네트워크 설정을 확인한 후 나중에 다시 시도하십시오.',
  symbols:
    '✅ 12 passed ❌ 1 failed 🚀 done │ ├── src └── lib ● ○ → ← ↑ ↓ … “quoted” ‘single’ — dash – • item ™ © 🙂 🎉 ⚠️ ─────────',
};

const plain = { allowedSpecial: new Set(), disallowedSpecial: new Set() };

// Which signs are one token with the sign behind them.
if (process.argv.includes('--signs')) {
  const signs = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter(
    (sign) => !/[A-Za-z0-9]/.test(sign),
  );
  const quoted = (text) => text.replace(/["'\\]/g, '\\$&');
  const rows = signs.map(
    (sign) =>
      `    (b'${sign === '"' ? sign : quoted(sign)}', b"${signs
        .filter((next) => o200k(sign + next, plain) === 1)
        .map((next) => (next === "'" ? next : quoted(next)))
        .join('')}"),`,
  );
  writeFileSync(
    join(root, 'crates/headroom_core/src/cost/signs.rs'),
    `// Generated by \`node scripts/calibrate-cost.mjs --signs\`. Do not edit.\n\n/// Which signs are one token of o200k with the sign before them.\npub(super) const FOLLOWERS: [(u8, &[u8]); ${signs.length}] = [\n${rows.join('\n')}\n];\n`,
  );
  process.exit();
}

const samples = [];
for (const [kind, document, text] of texts()) {
  for (let i = 0; i < text.length; i += PIECE) {
    const piece = text.slice(i, i + PIECE);
    if (!piece.isWellFormed() || piece.length < 40) continue;
    const pairs = new Map();
    let previous = classes[10];
    for (const byte of Buffer.from(piece)) {
      const pair = previous * N + classes[byte];
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      previous = classes[byte];
    }
    samples.push({ kind, document, pairs: [...pairs], tokens: o200k(piece, plain), cl100k: cl100k(piece, plain) });
  }
}

/**
 * The prior cost of a pair of classes: characters of one class share a token, and a change of class starts a new one.
 */
const prior = (a, b) => (b === 14 ? 0.3 : a !== b ? 0.5 : a <= 1 ? 0.2 : a === 2 ? 0.35 : a <= 5 ? 0.05 : 0.35);

/** Ridge regression of relative error towards the prior, weights kept at or above zero, by coordinate descent. */
function fit(rows) {
  const size = N * N;
  const gram = new Float64Array(size * size),
    target = new Float64Array(size);
  for (const { pairs, tokens } of rows) {
    const w = 1 / Math.max(tokens, 10) ** 2;
    for (const [a, x] of pairs) {
      target[a] += w * x * tokens;
      for (const [b, z] of pairs) gram[a * size + b] += w * x * z;
    }
  }
  const expected = Float64Array.from({ length: size }, (_, pair) => prior(Math.floor(pair / N), pair % N));
  const weights = expected.slice();
  for (let round = 0; round < 400; round++) {
    for (let a = 0; a < size; a++) {
      const own = gram[a * size + a];
      let rest = target[a];
      for (let b = 0; b < size; b++) if (b !== a) rest -= gram[a * size + b] * weights[b];
      weights[a] = Math.max(0, (rest + RIDGE * expected[a]) / (own + RIDGE));
    }
  }
  return weights;
}
const predict = (weights, { pairs }) => pairs.reduce((sum, [pair, n]) => sum + weights[pair] * n, 0);
const ranks = (xs) => {
  const order = xs.map((x, i) => [x, i]).sort((a, b) => a[0] - b[0]);
  const r = new Float64Array(xs.length);
  for (const [at, [, i]] of order.entries()) r[i] = at;
  return r;
};
function spearman(xs, ys) {
  const a = ranks(xs),
    b = ranks(ys),
    n = xs.length;
  let d = 0;
  for (let i = 0; i < n; i++) d += (a[i] - b[i]) ** 2;
  return 1 - (6 * d) / (n * (n * n - 1));
}

const documents = [...new Set(samples.map((s) => s.document))].sort();
for (let f = 0; f < FOLDS; f++) {
  const held = (s) => documents.indexOf(s.document) % FOLDS === f;
  const weights = fit(samples.filter((s) => !held(s)));
  for (const s of samples.filter(held)) s.predicted = predict(weights, s);
}
for (const [name, key] of [
  ['o200k', 'tokens'],
  ['cl100k', 'cl100k'],
]) {
  const errors = samples.map((s) => Math.abs(s.predicted - s[key]) / s[key]);
  const total = samples.reduce((n, s) => n + s.predicted, 0) / samples.reduce((n, s) => n + s[key], 0);
  console.log(
    `${name}: ${samples.length} pieces of ${documents.length} documents, each left out of its fit: mean error ${((100 * errors.reduce((a, b) => a + b)) / errors.length).toFixed(1)} %, total off by ${(100 * (total - 1)).toFixed(1)} %, rank correlation ${spearman(
      samples.map((s) => s.predicted),
      samples.map((s) => s[key]),
    ).toFixed(4)}`,
  );
}
if (process.argv.includes('--write')) {
  const weights = fit(samples);
  const rows = Array.from(
    { length: N },
    (_, a) => `    [${Array.from({ length: N }, (_, b) => Math.round(1000 * weights[a * N + b])).join(', ')}],`,
  );
  writeFileSync(
    weightsFile,
    `// Generated by \`node scripts/calibrate-cost.mjs --write\`. Do not edit.\n\n/// \`WEIGHTS[previous][class]\`: thousandths of a token for a byte of \`class\` after one of \`previous\`.\n#[rustfmt::skip]\npub(super) const WEIGHTS: [[u16; ${N}]; ${N}] = [\n${rows.join('\n')}\n];\n`,
  );
}
