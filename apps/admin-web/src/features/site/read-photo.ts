import { PHOTO_LARGEST } from '@fairslot/contract';

const LONGEST_SIDE = 1200;
const QUALITIES = [0.8, 0.65, 0.5];

/**
 * Draws a picture anew, upright and small: what the camera wrote beside it, such as where it was taken, does not even leave
 * this computer. Undefined for a file that the browser cannot draw.
 */
export async function readPhoto(file: Blob): Promise<string | undefined> {
  const drawn = await createImageBitmap(file).catch(() => undefined);
  if (!drawn) return undefined;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(drawn.width, drawn.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(drawn.width * scale));
  canvas.height = Math.max(1, Math.round(drawn.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  // A JPEG has no transparency.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  drawn.close();
  let base64: string | undefined;
  for (const quality of QUALITIES) {
    base64 = canvas.toDataURL('image/jpeg', quality).split(',')[1];
    if (base64 && base64.length * 0.75 <= PHOTO_LARGEST) break;
  }
  return base64;
}
