interface Props {
  figures: readonly { name: string; says: string; isWarning?: boolean }[];
}

/** A few figures that matter, each with what it is. */
export function FigureCards({ figures }: Props) {
  return (
    <dl className="staff-gauges">
      {figures.map(({ name, says, isWarning }) => (
        <div key={name} className={isWarning ? 'staff-gauges__one staff-gauges__one--warning' : 'staff-gauges__one'}>
          <dt>{name}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}
