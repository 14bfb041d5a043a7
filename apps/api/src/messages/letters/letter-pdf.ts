import { toBuffer } from 'qrcode';

export interface Letter {
  /** Opaque; the same as in the list of addresses. */
  id: string;
  /** Name and address, a line each. */
  to: string;
  subject: string;
  /** Paragraphs, an empty line between each. */
  text: string;
  link: string;
  language: string;
}

const MM = 72 / 25.4;
const MARGIN = 20 * MM;
/** Where a windowed envelope shows it on A4. */
const WINDOW = { left: 20 * MM, top: 45 * MM, width: 90 * MM };
const BODY_TOP = 95 * MM;
const TEXT_SIZE = 12;
const FONTS = { plain: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf', bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf' };

/** One page for each letter, twelve points, the address where the window is, and a code to scan beside the address to type. */
export async function letterPdf(letters: readonly Letter[]): Promise<Buffer> {
  // Only the worker that prints needs it.
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({ size: 'A4', margin: MARGIN, autoFirstPage: false, info: { Title: 'Letters' } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.once('end', () => resolve()));
  document.registerFont('plain', require.resolve(FONTS.plain));
  document.registerFont('bold', require.resolve(FONTS.bold));
  for (const letter of letters) await addPage(document, letter);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

async function addPage(document: PDFKit.PDFDocument, { to, subject, text, link, id }: Letter): Promise<void> {
  document.addPage();
  document.font('plain').fontSize(11).text(to, WINDOW.left, WINDOW.top, { width: WINDOW.width, lineGap: 1 });
  document.font('bold').fontSize(16).text(subject, MARGIN, BODY_TOP);
  document.moveDown(0.7).font('plain').fontSize(TEXT_SIZE);
  for (const paragraph of text.split(/\n{2,}/)) document.text(paragraph, { lineGap: 3 }).moveDown(0.7);
  if (link) {
    const code = await toBuffer(link, { errorCorrectionLevel: 'M', margin: 0, width: 300 });
    document.image(code, { width: 32 * MM });
    document.moveDown(0.5).font('bold').fontSize(TEXT_SIZE).text(link);
  }
  document
    .font('plain')
    .fontSize(7)
    .text(id, MARGIN, document.page.height - MARGIN - 10, { lineBreak: false });
}
