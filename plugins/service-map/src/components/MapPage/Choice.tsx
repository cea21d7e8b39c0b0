import FormControl from '@material-ui/core/FormControl';
import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    select: {
      height: 36,
      fontSize: 13,
      backgroundColor: theme.palette.background.paper,
      '& .MuiSelect-select': { paddingTop: 9, paddingBottom: 9 },
    },
    label: { color: theme.palette.text.secondary, marginRight: 2 },
    value: { fontWeight: 500 },
  }),
  { name: 'PanoramaMapChoice' },
);

/** A choice that says what it is about: “Group System”. */
export function Choice<T extends string>(props: {
  label: string;
  value: T;
  options: ReadonlyArray<{ value: T; label: string }>;
  onChange: (value: T) => void;
}) {
  const { label, value, options, onChange } = props;
  const classes = useStyles();
  const shown = options.find(option => option.value === value)?.label ?? '';
  // The name begins with the label and holds what is shown (WCAG 2.5.3).
  const name = `${label} ${shown}`;
  return (
    <FormControl variant="outlined" size="small">
      <Select
        className={classes.select}
        value={value}
        onChange={event => onChange(event.target.value as T)}
        inputProps={{ 'aria-label': name }}
        SelectDisplayProps={{ 'aria-label': name }}
        renderValue={() => (
          <>
            <span className={classes.label}>{label}</span>{' '}
            <span className={classes.value}>{shown}</span>
          </>
        )}
      >
        {options.map(option => (
          <MenuItem key={option.value} value={option.value} dense>
            {option.label}
          </MenuItem>
        ))}
      </Select>
    </FormControl>
  );
}
