// How many answers stand in what is left of a document, with and without a sentence encoder: for questions that share few words with their answers, and for questions about numbers.
//   ORT_DYLIB_PATH=… node benches/node/meaning.bench.mjs FOLDER
import { Headroom } from '@headroom/native';
import { loadEmbedder } from '@headroom/native/local-models';

const BUDGETS = [0.5, 0.3, 0.2, 0.1];
const PER_SECTION = 3;
/** Statements, questions that they answer in other words, and what must stand in view. */
const STATEMENTS = [
  [
    'Staff may leave the building by the rear stairs when the alarm sounds at level two.',
    'How do employees get out in a fire?',
    'rear stairs',
  ],
  ['Refunds reach the card within nine working days.', 'When do I get my money back?', 'nine working days'],
  ['Children under six ride free on all lines.', 'Does a toddler need a ticket?', 'ride free'],
  [
    'The parcel is insured up to three hundred francs.',
    'What do I receive if my shipment is lost?',
    'three hundred francs',
  ],
  [
    'Vehicles must not stand here between midnight and five.',
    'At which hours is parking forbidden?',
    'midnight and five',
  ],
  [
    'A doctor has to see the wound again after four weeks.',
    'How long until my injury gets its check-up?',
    'four weeks',
  ],
  [
    'Power drops out whenever both ovens are heated together.',
    'Why does the electricity fail in the kitchen?',
    'both ovens',
  ],
  ['Copies of every file are written to tape on Sundays.', 'When are backups made?', 'on Sundays'],
  ['Visitors sleep in the annex behind the orchard.', 'Where do guests stay overnight?', 'behind the orchard'],
  [
    'The bridge was closed because its cables had rusted.',
    'What was the reason nobody could cross the river?',
    'cables had rusted',
  ],
  [
    'Employees earn two extra days of leave after a decade.',
    'How is long service rewarded with holidays?',
    'two extra days',
  ],
  ['The soup contains celery and traces of mustard.', 'Which allergens are in this dish?', 'celery'],
  ['Passwords expire once a quarter.', 'How often must I change my login secret?', 'once a quarter'],
  ['Rain delayed the harvest until late October.', 'When were the crops gathered?', 'late October'],
  ['The tenant pays for broken windows himself.', 'Who bears the cost if a pane is smashed?', 'tenant pays'],
  ['Dogs are welcome if they are kept on a leash.', 'May I bring my pet?', 'on a leash'],
  [
    'The lecture was moved to the hall by the canal.',
    'In which room does the talk take place now?',
    'hall by the canal',
  ],
  ['New members are chosen by a vote of the elders.', 'How does somebody join the club?', 'vote of the elders'],
  [
    'The engine stalls when the fuel is colder than minus twenty.',
    'Under which conditions does the motor quit?',
    'minus twenty',
  ],
  ['Books can be kept for a fortnight.', 'What is the loan period of the library?', 'a fortnight'],
  ['The mayor resigned over forged receipts.', 'Why did the head of the city step down?', 'forged receipts'],
  ['Every second elevator stops at odd floors only.', 'Which levels do half of the lifts serve?', 'odd floors'],
  ['The museum lets you in for nothing on the first Monday.', 'When is admission without charge?', 'first Monday'],
  ['Wash the sweater by hand in cold water.', 'How should I clean this wool garment?', 'by hand'],
  ['The bakery sells out of rye by ten.', 'Until when can I buy dark bread?', 'by ten'],
  ['The pilot turned back since a door was not sealed.', 'What made the plane return?', 'not sealed'],
  ['Seeds are sown two thumbs deep.', 'At what depth should I plant?', 'two thumbs'],
  ['The choir rehearses in the crypt.', 'Where do the singers practise?', 'in the crypt'],
  ['Overtime is paid at one and a half times the wage.', 'What do I earn for additional hours?', 'one and a half'],
  ['The lake froze for the first time since the war.', 'How rare is ice on this water?', 'since the war'],
  ['Complaints go to the ombudsman in Bern.', 'Who handles grievances?', 'ombudsman'],
  ['The vaccine is stored below minus sixty.', 'How cold must the shots be kept?', 'minus sixty'],
  ['A spare key hangs under the third flowerpot.', 'How do I get in if I am locked out?', 'third flowerpot'],
  ['The novel was written in a prison cell.', 'Where did the author compose the book?', 'prison cell'],
  ['The strike ended after wages rose by seven percent.', 'What settled the labour dispute?', 'seven percent'],
  ['The printer jams if the paper is damp.', 'Why do sheets get stuck?', 'paper is damp'],
];

const ORDERS = STATEMENTS.map((_, at) => {
  const [id, depot] = [4700 + at * 13, `${'ABCDEFGHIJ'[at % 10]}${at}`];
  const by = ['train', 'truck', 'ship', 'plane'][at % 4];
  return [
    `Order ${id} was shipped by ${by} from depot ${depot}.`,
    `From where was order ${id} sent?`,
    `${id} was shipped by`,
  ];
});
const KINDS = { 'in other words': STATEMENTS, 'about numbers': ORDERS };

/** Sections of statements of both kinds. */
const section = (_, at) => {
  const own = [STATEMENTS, ORDERS].flatMap((all) => all.slice(at * PER_SECTION, (at + 1) * PER_SECTION));
  return `## Part ${at}\n\n${own.map(([statement]) => statement).join(' ')}\n`;
};
const text = Array.from({ length: STATEMENTS.length / PER_SECTION }, section).join('\n');

const embedder = await loadEmbedder(process.argv[2]);
const headroom = new Headroom({ store: ':memory:', scope: 'meaning' });
const rows = [];
for (const targetRate of BUDGETS)
  for (const [kind, asked] of Object.entries(KINDS))
    for (const [name, own] of Object.entries({ words: {}, 'words and meaning': { embedder } })) {
      let [seen, kept] = [0, 0];
      for (const [, query, answer] of asked) {
        const selection = { prose: { targetRate, keepFacts: false } };
        const result = await headroom.compressText(text, { policy: 'oneshot', query, selection, ...own });
        seen += Number(result.text.includes(answer));
        kept += result.text.length / text.length;
      }
      const share = (count) => `${((100 * count) / asked.length).toFixed(1)} %`;
      rows.push({ budget: targetRate, questions: kind, 'scored by': name, 'in view': share(seen), kept: share(kept) });
    }
console.table(rows);
embedder.close();
headroom.close();
