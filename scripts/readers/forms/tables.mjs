import { some, times } from '../random.mjs';

const COUNTRIES = ['France', 'Italy', 'Poland', 'Spain'];
const result = (command, text) => [{ tool: 'Bash', input: { command }, text }];

function orders(random, count) {
  return times(count, (at) => ({
    order: random.id('A') + at,
    country: random.pick(COUNTRIES),
    total: 100 + random.below(900),
    state: at % Math.floor(count / 2) === 7 ? 'refused' : 'paid',
  }));
}

/** Ten questions about orders. `needs`: what must be visible of an order. */
function asks(all, needs = ({ order }) => [order]) {
  const [a, b, c, d, e, f, g] = some(all, 7);
  const refused = all.filter(({ state }) => state === 'refused');
  return [
    ...[a, b, c].map((one) => [`What is the total of order ${one.order}?`, String(one.total), needs(one)]),
    ...[d, e].map((one) => [`From which country is order ${one.order}?`, one.country, needs(one)]),
    ...[f, g].map((one) => [`What is the state of order ${one.order}?`, one.state, needs(one)]),
    ['How many orders are there?', String(all.length), []],
    ['Which orders are refused?', refused.map(({ order }) => order).join(', '), refused.flatMap(needs)],
    ['How many orders are refused?', String(refused.length), []],
  ];
}

export function json(random) {
  const all = orders(random, 40);
  return { results: result('curl -s localhost/orders', JSON.stringify(all)), asks: asks(all) };
}

export function jsonOneshot(random) {
  const all = orders(random, 300);
  return { results: result('curl -s localhost/orders', JSON.stringify(all)), asks: asks(all) };
}

export function csv(random) {
  const all = orders(random, 40);
  const rows = all.map((order) => Object.values(order).join(','));
  return {
    results: result('psql --csv -c "table orders"', ['order,country,total,state', ...rows].join('\n')),
    asks: asks(all),
  };
}

export function database(random) {
  const all = orders(random, 40);
  const rows = all.map(
    ({ order, country, total, state }) =>
      ` ${order.padEnd(8)} | ${country.padEnd(7)} | ${String(total).padStart(5)} | ${state}`,
  );
  const head = [' order    | country | total | state ', '----------+---------+-------+---------'];
  const text = [...head, ...rows, `(${all.length} rows)`].join('\n');
  return { results: result('psql -c "table orders"', text), asks: asks(all) };
}

export function cluster(random) {
  const pods = times(40, (at) => ({
    name: `${random.pick(['basket', 'payment', 'search'])}-${random.id('x')}${at}`,
    ready: at % 13 === 5 ? '0/1' : '1/1',
    restarts: random.below(9),
    age: `${1 + random.below(20)}d`,
  }));
  const row = (cells) =>
    cells
      .map((cell, at) => String(cell).padEnd([16, 8, 11, 0][at]))
      .join('')
      .trimEnd();
  const text = [row(['NAME', 'READY', 'RESTARTS', 'AGE']), ...pods.map((pod) => row(Object.values(pod)))].join('\n');
  const [a, b, c, d, e, f, g] = some(pods, 7);
  const down = pods.filter(({ ready }) => ready === '0/1');
  return {
    results: result('kubectl get pods', text),
    asks: [
      ...[a, b, c].map((pod) => [`How often did ${pod.name} restart?`, String(pod.restarts)]),
      ...[d, e].map((pod) => [`How old is ${pod.name}?`, pod.age]),
      ...[f, g].map((pod) => [`Is ${pod.name} ready?`, pod.ready === '1/1' ? 'yes' : 'no']),
      ['How many pods are there?', String(pods.length)],
      ['How many pods are not ready?', String(down.length)],
      ['Which pod that is not ready stands first?', down[0].name],
    ],
  };
}

export function records(random) {
  const pods = times(14, (at) => ({
    name: `${random.pick(['basket', 'tax'])}-${random.id('p')}${at}`,
    node: `node-${1 + random.below(5)}`,
    tag: `1.${random.below(9)}.${random.below(9)}`,
  }));
  const text = pods
    .map(
      ({ name, node, tag }) =>
        `- kind: Pod\n  metadata:\n    name: ${name}\n  spec:\n    image: images.example.org/${name.split('-')[0]}:${tag}\n    restartPolicy: Always\n    nodeName: ${node}`,
    )
    .join('\n');
  const own = some(pods, 8);
  return {
    results: result('kubectl get pods -o yaml', text),
    asks: [
      ...own.slice(0, 4).map((pod) => [`On which node is ${pod.name}?`, pod.node]),
      ...own
        .slice(4)
        .map((pod) => [`Which image has ${pod.name}?`, `images.example.org/${pod.name.split('-')[0]}:${pod.tag}`]),
      ['How many pods are there?', String(pods.length)],
      [`What is the restart policy of ${pods[9].name}?`, 'Always'],
    ],
  };
}
