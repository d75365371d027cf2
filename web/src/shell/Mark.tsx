const DOTS: [number, number, boolean][] = [
  [7, 7, false],
  [12, 7, false],
  [17, 7, true],
  [7, 12, false],
  [12, 12, true],
  [17, 12, false],
  [7, 17, true],
  [12, 17, false],
  [17, 17, false],
];

/** The mark of InCharge: a matrix with three cells set. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      {DOTS.map(([x, y, set]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="2.1" fill="var(--on-accent)" opacity={set ? 1 : 0.5} />
      ))}
    </svg>
  );
}
