// Tesseract in WebAssembly, installed beside this package: it is found, reads a page of Chromium, and reads no file of
// the working folder.
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FrameworkProject } from '../frameworks/project.js';
import { CHROMIUM, withPage } from '../support/chromium.js';
import { registryAnswers } from '../support/consumer.js';
import { ROOT } from '../support/process.js';

const LINES = Array.from({ length: 14 }, (_, at) => `Worker ${at} waited for the queue before it wrote its result.`);
const PAGE = `<body style="font:18px/1.6 DejaVu Sans,sans-serif;margin:24px">${LINES.map((line) => `<div>${line}</div>`).join('')}`;

/** A screenshot of the page, in base64. */
function screenshot(): Promise<string> {
  return withPage(async (page) => {
    await page.open(`data:text/html,${encodeURIComponent(PAGE)}`);
    await page.until(`document.querySelectorAll('div').length === ${LINES.length}`);
    return (await page.send('Page.captureScreenshot')).data;
  });
}

describe.runIf(registryAnswers() && CHROMIUM !== undefined)('tesseract.js beside this package', () => {
  it('is found, and reads the words of a page in each of two requests', async () => {
    const project = new FrameworkProject('tesseract', ['tesseract.js@7.0.0', '@tesseract.js-data/eng@1.0.0']);
    // Node looks for packages beside the real folder of this one, so a link does not do.
    const own = join(project.folder, 'node_modules/@headroom/native');
    rmSync(own, { recursive: true });
    for (const part of ['package.json', 'dist']) cpSync(join(ROOT, part), join(own, part), { recursive: true });
    writeFileSync(join(project.folder, 'page.txt'), await screenshot());
    const planted = join(project.folder, 'eng.traineddata');
    writeFileSync(planted, 'no data of a language');
    const { reports, texts } = await project.script('../images/tesseract.mjs', { IMAGE: 'page.txt' });
    expect(reports).toMatchObject([{ ocr: 'read' }, { ocr: 'read' }]);
    expect(texts[0].split('\n').slice(1)).toEqual(LINES);
    expect(texts[1]).toBe(texts[0]);
    expect(existsSync(planted)).toBe(true);
  });
});
