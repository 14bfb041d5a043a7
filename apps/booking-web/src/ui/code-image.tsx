import { create } from 'qrcode';

/** A QR code drawn on the server: no picture to fetch, and sharp on paper. */
export function CodeImage({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!modules.get(row, column)) continue;
      let width = 1;
      while (column + width < size && modules.get(row, column + width)) width += 1;
      path += `M${column} ${row}h${width}v1h-${width}z`;
      column += width;
    }
  }
  return (
    <figure className="fs-code">
      <svg viewBox={`-4 -4 ${size + 8} ${size + 8}`} aria-hidden="true" focusable="false">
        <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
        <path d={path} fill="#000" shapeRendering="crispEdges" />
      </svg>
      <figcaption className="nhsuk-u-visually-hidden">{label}</figcaption>
    </figure>
  );
}
