/** Lets the browser save a file under a name. */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Firefox reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** One object per line as one array: what most tools call JSON. */
export function jsonArray(lines: string): Blob {
  const items = lines.split('\n').filter(line => line.trim() !== '');
  return new Blob([`[\n${items.join(',\n')}\n]\n`], {
    type: 'application/json',
  });
}
