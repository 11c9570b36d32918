// Figures as people read them.

export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** 1,234,567 as 1.2M. */
export function short(value: number): string {
  return value.toLocaleString('en', { notation: 'compact', maximumFractionDigits: 1 });
}

export function dollars(value: number | undefined): string {
  if (value === undefined) return '–';
  const size = Math.abs(value);
  const digits = size >= 1 || size === 0 ? 2 : size >= 0.01 ? 3 : 5;
  const figure = size.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${value < 0 ? '−' : ''}$${figure}`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

export function ms(value: number): string {
  return value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

export function duration(seconds: number): string {
  const [days, hours, minutes] = [seconds / 86_400, (seconds / 3600) % 24, (seconds / 60) % 60].map(Math.floor);
  return days ? `${days} d ${hours} h` : hours ? `${hours} h ${minutes} min` : `${minutes} min`;
}

/** What part `part` is of `whole`, from 0 to 1. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
