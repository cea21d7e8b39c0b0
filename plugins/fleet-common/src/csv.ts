/** What a cell of an exported table can hold. @public */
export type CsvValue = string | number | undefined;

/** First characters with which spreadsheets start a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: CsvValue): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  // An apostrophe in front makes it text; pods and images come from anybody.
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of RFC 4180 with its line break. @public */
export function csvLine(values: CsvValue[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}
