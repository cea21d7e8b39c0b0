import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Legend, type LegendItem } from './Legend';

function item(id: string, more: Partial<LegendItem> = {}): LegendItem {
  return {
    id,
    label: id,
    swatch: null,
    count: '1',
    isEmpty: false,
    isActive: false,
    ...more,
  };
}

async function renderLegend() {
  const onChoose = jest.fn();
  renderInTestApp(
    <Legend
      label="State"
      groups={[
        {
          id: 'failing',
          sum: '2 failing',
          items: [item('oom', { isActive: true }), item('crashloop')],
        },
        { id: 'calm', items: [item('running', { count: '0', isEmpty: true })] },
      ]}
      onChoose={onChoose}
    />,
  );
  await screen.findByRole('toolbar', { name: 'State' });
  return onChoose;
}

describe('Legend', () => {
  it('chooses one with a click and adds one with Control', async () => {
    const onChoose = await renderLegend();
    fireEvent.click(screen.getByRole('button', { name: /crashloop/ }));
    fireEvent.click(screen.getByRole('button', { name: /crashloop/ }), {
      ctrlKey: true,
    });
    expect(onChoose.mock.calls).toEqual([
      ['crashloop', 'only'],
      ['crashloop', 'toggle'],
    ]);
  });

  it('keeps entries that count zero and says which one is chosen', async () => {
    await renderLegend();
    expect(screen.getByRole('button', { name: /running/ })).toHaveTextContent(
      '0',
    );
    expect(screen.getByRole('button', { name: /oom/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('is one tab stop with arrows inside', async () => {
    await renderLegend();
    const user = userEvent.setup();
    screen.getByRole('button', { name: /oom/ }).focus();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(screen.getByRole('button', { name: /running/ })).toHaveFocus();
    await user.keyboard('{ArrowRight}');
    expect(screen.getByRole('button', { name: /oom/ })).toHaveFocus();
  });
});
