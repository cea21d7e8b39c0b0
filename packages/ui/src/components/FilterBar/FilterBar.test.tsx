import { renderInTestApp } from '@backstage/frontend-test-utils';
import { parseFilter, podFields, suggest } from '@panorama/plugin-fleet-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { FilterBar } from './FilterBar';

const fields = podFields(() => 0);
const parse = (text: string) => parseFilter(text, fields);
const suggestAt = (text: string, caret: number) =>
  suggest(text, caret, fields, name =>
    name === 'ns'
      ? [{ value: 'pay-core', count: 40 }, { value: 'tracking' }]
      : [],
  );

function Bar(props: { start?: string; onChange: (text: string) => void }) {
  const [value, setValue] = useState(props.start ?? '');
  return (
    <>
      <FilterBar
        value={value}
        onChange={text => {
          setValue(text);
          props.onChange(text);
        }}
        parse={parse}
        suggest={suggestAt}
        label="Filter pods"
        placeholder=""
      />
      <button type="button">elsewhere</button>
    </>
  );
}

async function renderBar(start?: string) {
  const onChange = jest.fn();
  renderInTestApp(<Bar start={start} onChange={onChange} />);
  const input = await screen.findByRole('combobox', { name: 'Filter pods' });
  return { input, onChange, user: userEvent.setup() };
}

describe('FilterBar', () => {
  it('applies a filter while it is typed, as far as it makes sense', async () => {
    const { input, onChange, user } = await renderBar();
    await user.type(input, 'ns:tracking');
    expect(onChange).toHaveBeenLastCalledWith('ns:tracking');
    expect(onChange).not.toHaveBeenCalledWith('ns:');
  });

  it('does not search for the letters of a field name', async () => {
    const { input, onChange, user } = await renderBar();
    await user.type(input, 'stat');
    expect(onChange).not.toHaveBeenCalled();
    await user.keyboard('{Enter}');
    expect(onChange).toHaveBeenLastCalledWith('stat');
  });

  it('keeps the old filter and says what is wrong, where, and what was meant', async () => {
    const { input, onChange, user } = await renderBar('ns:tracking');
    await user.click(input);
    await user.clear(input);
    onChange.mockClear();
    await user.type(input, 'sate:a');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Unknown field “sate” at 1. Did you mean “state”?',
    );
    expect(input).toHaveAttribute('aria-invalid', 'true');
    expect(onChange).not.toHaveBeenCalledWith('sate:a');
  });

  it('completes fields and values by keyboard', async () => {
    const { input, onChange, user } = await renderBar();
    await user.type(input, 'n');
    await user.keyboard('{Tab}');
    expect(input).toHaveValue('name:');
    await user.clear(input);
    await user.type(input, 'ns:pa');
    expect(screen.getByRole('option', { name: /pay-core/ })).toHaveTextContent(
      '40',
    );
    await user.keyboard('{ArrowDown}{Enter}');
    expect(onChange).toHaveBeenLastCalledWith('ns:pay-core ');
  });

  it('shows each part as a chip that can be taken away', async () => {
    const { onChange, user } = await renderBar('ns:tracking -state:running');
    await user.click(
      screen.getByRole('button', { name: 'Remove ns:tracking' }),
    );
    expect(onChange).toHaveBeenLastCalledWith('-state:running');
  });

  it('shows text while it has the focus and chips when it has not', async () => {
    const { input, user } = await renderBar('ns:tracking');
    await user.click(input);
    expect(
      screen.queryByRole('button', { name: /^Remove/ }),
    ).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'elsewhere' }));
    expect(screen.getByRole('button', { name: /^Remove/ })).toBeInTheDocument();
  });
});
