// The changed texts of one request, before and after compression, side by side.
import { useEffect, useRef, useState } from 'preact/hooks';
import { texts as load, type ChangedText } from './api.js';
import { count } from './format.js';

interface ComparisonProps {
  readonly id: number;
  readonly close: () => void;
}

export function Comparison({ id, close }: ComparisonProps) {
  const [texts, setTexts] = useState<readonly ChangedText[]>();
  const [problem, setProblem] = useState<Error>();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' });
    load(id).then(setTexts, setProblem);
  }, [id]);
  return (
    <section ref={panel} class="panel comparison" aria-label="Before and after">
      <header>
        <h2>Request {id}: before and after</h2>
        <button type="button" onClick={close}>
          close
        </button>
      </header>
      {problem && <p class="quiet">The texts of this request are not kept any more ({problem.message}).</p>}
      {texts?.map((text) => (
        <Sides key={`${text.message} ${text.name} ${text.before.length}`} text={text} />
      ))}
    </section>
  );
}

function Sides({ text }: { readonly text: ChangedText }) {
  const { name, kind, fidelity, tokens_before: before, tokens_after: after, reasons } = text;
  return (
    <article>
      <h3>
        {name || `message ${text.message}`}: {count(before)} → {count(after)} tokens
      </h3>
      <p class="quiet">
        {kind}, {fidelity}
        {reasons.length > 0 && `: ${reasons.join('; ')}`}
      </p>
      <div class="sides">
        <pre>{text.before}</pre>
        <pre>{text.after}</pre>
      </div>
    </article>
  );
}
